package io.reinstate.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.List;
import java.util.TreeSet;
import org.camunda.bpm.engine.impl.AbstractQuery;
import org.camunda.bpm.engine.impl.interceptor.Command;
import org.junit.jupiter.api.Test;

/** Holds what a person may do to the engine against every command that there is. */
class AllowedCommandsTest {

  /** Every command of the engine, the REST API and the web applications that changes something. */
  private static final List<String> ALLOWED_TO_CHANGE =
      List.of(
          "AssignTaskCmd",
          "ClaimTaskCmd",
          "CompleteTaskCmd",
          "CreateGroupCmd",
          "CreateMembershipCmd",
          "CreateUserCmd",
          "DeleteAuthorizationCmd",
          "DeleteGroupCmd",
          "DeleteMembershipCmd",
          "DeleteProcessInstanceCmd",
          "DeleteProcessInstancesCmd",
          "DeleteUserCmd",
          "DeleteUserInfoCmd",
          "DeleteUserPictureCmd",
          "SaveAuthorizationCmd",
          "SaveGroupCmd",
          "SaveUserCmd",
          "SetJobRetriesCmd",
          "SetUserInfoCmd",
          "SetUserPictureCmd",
          "StartProcessInstanceCmd",
          "SubmitStartFormCmd",
          "SubmitTaskFormCmd",
          "UnlockUserCmd");

  private static List<JavaClass> commands() {
    var commands =
        new ClassFileImporter()
            .importPackages("org.camunda.bpm").stream()
                .filter(type -> type.isAssignableTo(Command.class))
                .filter(type -> !type.isInterface())
                .filter(type -> !type.getModifiers().contains(JavaModifier.ABSTRACT))
                .filter(type -> !type.isAssignableTo(AbstractQuery.class))
                .toList();
    assertThat(commands).hasSizeGreaterThan(300);
    return commands;
  }

  @Test
  void whatIsAllowedIsToReadAndAShortListOfActs() {
    var allowed = new TreeSet<String>();
    for (var command : commands()) {
      if (AllowedCommands.allows(command.reflect())) {
        allowed.add(command.getSimpleName());
      }
    }

    assertThat(allowed)
        .containsAll(ALLOWED_TO_CHANGE)
        .allMatch(
            name ->
                ALLOWED_TO_CHANGE.contains(name)
                    || name.matches(
                        "(Get|Is|Find|Check|Execute(Filter|Duration)|MetricsQuery).*"
                            + "|Create(User|Group|Tenant)QueryCmd|AuthorizationCheckCmd|CreateAuthorizationCommand"
                            + "|.*Count(By\\w+)?Cmd"));
  }

  @Test
  void nothingElseIsLetThroughByItsName() {
    assertThat(
            AllowedCommands.allows(
                new Command<Void>() {
                  @Override
                  public Void execute(
                      org.camunda.bpm.engine.impl.interceptor.CommandContext context) {
                    return null;
                  }
                }.getClass()))
        .as("what Reinstate itself does")
        .isTrue();
    assertThat(AllowedCommands.allows(String.class)).isFalse();
  }
}
