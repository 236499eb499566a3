package io.reinstate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Work that was given up, because Reinstate stops or the step was cancelled, has not failed:
 * nothing that catches failures takes it for one.
 */
class InterruptedIsNoAnswerTest {

  private static final Path SOURCES = Path.of("src/main/java/io/reinstate");

  /** No step waits for what these say; the command line ends with the process that is ended. */
  private static final Set<String> OUTSIDE_OF_STEPS =
      Set.of(
          "backup/DailyBackup.java",
          "cli/Restoring.java",
          "process/CancelledRollbacks.java",
          "process/OutcomeListener.java",
          "process/StandingStill.java",
          "web/StartLists.java");

  private static final Pattern CATCHES_ALL =
      Pattern.compile(
          "^( *)\\} catch \\(ReinstateException[^)]* e\\) \\{\n(.*?)^\\1\\}",
          Pattern.DOTALL | Pattern.MULTILINE);
  private static final Pattern LETS_IT_THROUGH_BEFORE =
      Pattern.compile("catch \\(Interrupted e\\) \\{\\s+throw e;\n$");
  private static final Pattern THROWS_IT =
      Pattern.compile(
          "throw (e|discarding\\(temporary, e\\)|RollbackError\\.\\w+\\.because\\(e\\));");

  @Test
  void whateverCatchesEveryFailureLetsAnInterruptionThrough() throws IOException {
    try (var files = Files.walk(SOURCES)) {
      assertThat(
              files
                  .filter(file -> file.toString().endsWith(".java"))
                  .filter(file -> !OUTSIDE_OF_STEPS.contains(SOURCES.relativize(file).toString()))
                  .flatMap(InterruptedIsNoAnswerTest::offences))
          .as("they need «catch (Interrupted e) { throw e; }» first")
          .isEmpty();
    }
  }

  private static Stream<String> offences(Path file) {
    var source = read(file);
    return CATCHES_ALL
        .matcher(source)
        .results()
        .filter(
            caught -> !LETS_IT_THROUGH_BEFORE.matcher(source.substring(0, caught.start())).find())
        .filter(caught -> !THROWS_IT.matcher(caught.group(2)).find())
        .map(caught -> file + ":" + line(source, caught));
  }

  private static long line(String source, MatchResult caught) {
    return source.substring(0, caught.start()).lines().count();
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
