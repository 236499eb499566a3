package io.reinstate;

import io.reinstate.catalog.application.Application;
import io.reinstate.engine.MoreModels;
import io.reinstate.rollback.Given;
import io.reinstate.rollback.Inputs;
import io.reinstate.rollback.PlanDraft;
import io.reinstate.rollback.Runbook;
import io.reinstate.rollback.ServiceOperation;
import io.reinstate.rollback.Subject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;

/**
 * A runbook that only the tests have: this class, its model, its start form and its row of the
 * authority table, and not a line anywhere else. The model calls others of its own deployment, as
 * all do, so those come along.
 */
@TestConfiguration(proxyBeanMethods = false)
class BroughtRunbook {

  private static final Path AUTHORITY = Path.of("bpmn/rollback-authority.dmn");
  private static final String ROW =
      """
            <rule id="Rule_RestartService">
              <inputEntry id="Rule_RestartService_Runbook"><text>"restart-service"</text></inputEntry>
              <outputEntry id="Rule_RestartService_Group"><text>"project-leads"</text></outputEntry>
              <outputEntry id="Rule_RestartService_Deadline"><text>"PT15M"</text></outputEntry>
              <outputEntry id="Rule_RestartService_Next"><text>"stakeholders"</text></outputEntry>
              <outputEntry id="Rule_RestartService_Forced"><text>""</text></outputEntry>
            </rule>
      """;

  @Bean
  Runbook restartService() {
    return new RestartService();
  }

  @Bean
  MoreModels modelOfTheBroughtRunbook() throws IOException {
    var authority =
        Files.createDirectories(RunningReinstate.DATA.resolve("brought"))
            .resolve(AUTHORITY.getFileName());
    var table = Files.readString(AUTHORITY);
    var end = table.lastIndexOf("    </decisionTable>");
    Files.writeString(authority, table.substring(0, end) + ROW + table.substring(end));
    return new MoreModels() {
      @Override
      public String name() {
        return "brought-runbook";
      }

      @Override
      public List<String> patterns() {
        return List.of(
            "classpath:/runbook/restart-service.bpmn",
            authority.toUri().toString(),
            "classpath:/bpmn/approve-rollback.bpmn",
            "classpath:/bpmn/work-through-checklist.bpmn",
            "classpath:/bpmn/verify-application.bpmn",
            "classpath:/forms/approve-rollback.form",
            "classpath:/forms/tick-checklist.form",
            "classpath:/forms/decide-whether-healthy.form",
            "classpath:/forms/take-over.form");
      }
    };
  }

  /** One service restarts when somebody approved it. */
  private static final class RestartService extends Runbook {

    RestartService() {
      super("restart-service", Inputs.SERVICE);
    }

    @Override
    public Subject subject(Given given) {
      return new Subject.Operated(ServiceOperation.RESTART, Optional.of(given.get(Inputs.SERVICE)));
    }

    @Override
    public void plan(PlanDraft draft) {
      draft.operateServices((Subject.Operated) draft.subject());
    }

    @Override
    public boolean isRollback() {
      return false;
    }

    @Override
    public List<String> lacks(Application application) {
      return application.services().isEmpty() ? List.of("no services in its catalog") : List.of();
    }
  }
}
