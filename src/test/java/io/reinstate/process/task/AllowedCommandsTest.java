package io.reinstate.process.task;

import static java.util.Map.entry;
import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.camunda.bpm.engine.impl.AbstractQuery;
import org.camunda.bpm.engine.impl.interceptor.Command;
import org.junit.jupiter.api.Test;

/** Holds what a person may do to the engine against every command that there is. */
class AllowedCommandsTest {

  /** What each request of {@code engine-commands.txt} that changes something has carried out. */
  private static final Map<String, Set<String>> CHANGES =
      Map.ofEntries(
          entry("POST /identity/password-policy", Set.of()),
          entry("POST /auth/user/{processEngineName}/login/{appName}", Set.of()),
          entry("POST /auth/user/{processEngineName}/logout", Set.of()),
          entry("PUT /user/{id}/profile", Set.of("SaveUserCmd")),
          entry("PUT /user/{id}/credentials", Set.of("SaveUserCmd")),
          entry("POST /user/create", Set.of("CreateUserCmd", "SaveUserCmd")),
          entry("DELETE /user/{id}", Set.of("DeleteUserCmd")),
          entry("POST /group/create", Set.of("CreateGroupCmd", "SaveGroupCmd")),
          entry("PUT /group/{id}/members/{userId}", Set.of("CreateMembershipCmd")),
          entry("DELETE /group/{id}/members/{userId}", Set.of("DeleteMembershipCmd")),
          entry("POST /process-definition/{id}/submit-form", Set.of("SubmitStartFormCmd")),
          entry("POST /process-definition/key/{key}/submit-form", Set.of("SubmitStartFormCmd")),
          entry("POST /process-definition/key/{key}/start", Set.of("StartProcessInstanceCmd")),
          entry("DELETE /process-instance/{id}", Set.of("DeleteProcessInstanceCmd")),
          entry("PUT /job/{id}/retries", Set.of("SetJobRetriesCmd")),
          entry("POST /task/{id}/claim", Set.of("ClaimTaskCmd")),
          entry("POST /task/{id}/unclaim", Set.of("AssignTaskCmd")),
          entry("POST /task/{id}/submit-form", Set.of("SubmitTaskFormCmd")),
          entry("POST /task/{id}/complete", Set.of("CompleteTaskCmd")));

  private static Set<String> allowedToChange() {
    return CHANGES.values().stream().flatMap(Set::stream).collect(toCollection(TreeSet::new));
  }

  @Test
  void theListOfRequestsIsTheListOfCommands() throws IOException {
    var requests =
        Files.readAllLines(Path.of("src/main/resources/engine-commands.txt")).stream()
            .filter(line -> !line.startsWith("#") && !line.startsWith("keys "))
            .map(line -> line.split("\\s+"))
            .filter(line -> line.length > 3 && !line[3].equals("query"))
            .filter(line -> !Set.of("GET", "OPTIONS").contains(line[1]))
            .map(line -> line[1] + " " + line[2]);

    assertThat(requests).containsExactlyInAnyOrderElementsOf(CHANGES.keySet());
  }

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

    var changing = allowedToChange();
    assertThat(allowed)
        .containsAll(changing)
        .allMatch(
            name ->
                changing.contains(name)
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
