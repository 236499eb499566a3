package io.reinstate.process;

import io.reinstate.people.Logins;
import io.reinstate.rollback.RunningInstances;
import java.util.ArrayList;
import java.util.List;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.impl.bpmn.parser.BpmnParseListener;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.interceptor.CommandInterceptor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;

/** What the engine needs beyond {@code application.yaml}. */
@Configuration(proxyBeanMethods = false)
class EngineSettings {

  /**
   * Writes outcomes down, tells whoever takes over how it stands, keeps people to what they may do
   * to the engine, and says what becomes of a step that failed.
   */
  @Bean
  AbstractProcessEnginePlugin reinstateEnginePlugin(
      @Lazy OutcomeListener outcomes,
      @Lazy TakeOver takeOver,
      @Lazy StandingStill standingStill,
      @Lazy KeptFailures failures,
      @Lazy KeptOutput output,
      @Lazy StepMeters meters,
      @Lazy Memberships memberships,
      @Lazy Logins logins,
      @Lazy ShownInForm shown,
      FormFields forms) {
    return new AbstractProcessEnginePlugin() {
      @Override
      public void preInit(ProcessEngineConfigurationImpl engine) {
        var listeners =
            new ArrayList<BpmnParseListener>(orEmpty(engine.getCustomPostBPMNParseListeners()));
        listeners.add(new OutcomeParseListener(outcomes));
        listeners.add(new FailureParseListener(failures::caught));
        listeners.add(new FormParseListener(takeOver, shown::write));
        engine.setCustomPostBPMNParseListeners(listeners);
        var interceptors =
            new ArrayList<CommandInterceptor>(
                orEmpty(engine.getCustomPreCommandInterceptorsTxRequired()));
        // First, for it knows commands by their class, and the next one wraps them.
        interceptors.add(new RetriedWhenOvertaken());
        interceptors.add(new AllowedCommands(engine, new GivenByPerson(forms)));
        engine.setCustomPreCommandInterceptorsTxRequired(interceptors);
        var passwords = new BcryptPasswords();
        engine.setPasswordEncryptor(passwords);
        engine.setIdentityProviderSessionFactory(
            NotedIdentities.factory(memberships, logins, passwords));
        engine.setDelegateInterceptor(new StepTranscripts(output::keep));
        engine.setFailedJobCommandFactory(FailedStep::new);
        engine.setCustomIncidentHandlers(List.of(new IncidentMessages(standingStill, failures)));
        engine.getCustomHistoryEventHandlers().add(new StepDurations(meters));
        // Whoever gets a task may claim and complete it, and nothing else.
        engine.setDefaultUserPermissionNameForTask("TASK_WORK");
      }
    };
  }

  private static <T> List<T> orEmpty(List<T> list) {
    return list == null ? List.of() : list;
  }

  /** Lets rules ask the engine whether an instance still runs. */
  @Bean
  RunningInstances runningInstances(@Lazy RuntimeService runtime) {
    return new EngineRunningInstances(runtime);
  }
}
