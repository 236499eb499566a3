package io.reinstate.host;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.reinstate.catalog.application.SecretReference;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalHostTest {

  private static final Duration LONG = Duration.ofSeconds(30);

  @TempDir Path directory;
  private final LocalHost host = new LocalHost();

  @Test
  void answersWithExitStatusAndOutputOfBothStreams() {
    var result = host.run(shell("echo out; echo err >&2; exit 3"));

    assertThat(result.exitStatus()).isEqualTo(3);
    assertThat(result.output()).isEqualTo("out\nerr");
    assertThat(result.succeeded()).isFalse();
    assertThat(result.truncated()).isFalse();
    assertThat(result.duration()).isPositive();
  }

  @Test
  void exitStatusOfACommandEndedByASignalIs128AndTheSignal() {
    assertThat(host.run(shell("kill -9 $$")).exitStatus()).isEqualTo(137);
  }

  @Test
  void commandThatRunsAloneIsNotRunWhileAnEarlierOneDoes() throws Exception {
    var lock = directory.resolve("lock");
    var slow = shell("touch begun; while [ ! -e go ]; do sleep 0.02; done").alone(lock);
    var first = CompletableFuture.supplyAsync(() -> host.run(slow));
    await().atMost(Duration.ofSeconds(60)).until(() -> Files.exists(directory.resolve("begun")));
    var impatient =
        Command.of(directory, Duration.ofSeconds(1), List.of("touch", "twice")).alone(lock);

    assertThatThrownBy(() -> host.run(impatient))
        .isInstanceOf(EarlierRunLives.class)
        .hasMessageContainingAll("«touch twice» was not run", "within 1.0 s", "fuser " + lock);
    Files.createFile(directory.resolve("go"));
    assertThat(first.get(20, SECONDS).succeeded()).isTrue();
    var patient = Command.of(directory, LONG, List.of("touch", "twice")).alone(lock);
    assertThat(host.run(patient).succeeded()).isTrue();
    assertThat(directory.resolve("twice")).exists();
  }

  @Test
  void whatACommandLeavesInTheBackgroundDoesNotHoldItsLock() {
    var lock = directory.resolve("lock");
    host.run(shell("sleep 30 >/dev/null 2>&1 & echo $! > background").alone(lock));

    var result = host.run(shell("kill $(cat background)").alone(lock));

    assertThat(result.succeeded()).isTrue();
  }

  @Test
  void argumentsAreNeverReadByAShell() {
    var hostile = "$(touch pwned); `touch pwned` && touch pwned";

    var result = host.run(Command.of(directory, LONG, List.of("printf", "%s", hostile)));

    assertThat(result.output()).isEqualTo(hostile);
    assertThat(directory.resolve("pwned")).doesNotExist();
  }

  @Test
  void environmentHoldsNothingOfOursButTheHarmlessBase() {
    var command = new Command(List.of("env"), directory, Map.of("COLOUR", "blue"), Map.of(), LONG);

    var names = host.run(command).output().lines().map(line -> line.replaceAll("=.*", "")).toList();

    assertThat(names)
        .contains("COLOUR", "PATH")
        .isSubsetOf("COLOUR", "PATH", "HOME", "USER", "LANG", "TZ", "TMPDIR");
  }

  @Test
  void secretReachesTheCommandButNeitherLinesNorResult() throws IOException {
    var file = Files.writeString(directory.resolve("secret"), "hunter2-hunter2\n");
    var secrets = Map.of("TOKEN", new SecretReference("file:" + file));
    var script = "echo \"$TOKEN\" >copy; echo \"token=$TOKEN;\"";
    var lines = new ArrayList<String>();

    var result = host.run(shell(script, secrets, LONG), lines::add);

    assertThat(directory.resolve("copy")).hasContent("hunter2-hunter2");
    assertThat(lines).containsExactly("token=«***»;");
    assertThat(result.output()).isEqualTo("token=«***»;");
  }

  @Test
  void secretOfSeveralLinesIsMaskedLineByLine() throws IOException {
    var file = Files.writeString(directory.resolve("key"), "first-half-of-key\nsecond-half\n");
    var secrets = Map.of("KEY", new SecretReference("file:" + file));

    var result = host.run(shell("cat key; echo end", secrets, LONG));

    assertThat(result.output()).isEqualTo("«***»\n«***»\nend");
  }

  @Test
  void secretInALineThatNeverEndsIsNotShownInHalves() throws IOException {
    var file = Files.writeString(directory.resolve("secret"), "0123456789abcdef");
    var secrets = Map.of("TOKEN", new SecretReference("file:" + file));
    var script = "i=0; while [ $i -lt 3000 ]; do printf '%s,' \"$TOKEN\"; i=$((i+1)); done";

    var result = host.run(shell(script, secrets, LONG));

    assertThat(result.output()).doesNotContain("0123").doesNotContain("cdef").contains("«***»,");
  }

  @Test
  void linesArriveWhileTheCommandStillRuns() throws Exception {
    BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    var command = shell("echo first; while [ ! -e go ]; do sleep 0.02; done; echo last");

    var running = CompletableFuture.supplyAsync(() -> host.run(command, lines::add));

    assertThat(lines.poll(20, SECONDS)).isEqualTo("first");
    assertThat(running).isNotDone();
    Files.createFile(directory.resolve("go"));
    assertThat(running.get(20, SECONDS).output()).isEqualTo("first\nlast");
  }

  @Test
  void outputIsCutToItsLast64KiB() {
    var result = host.run(shell("i=0; while [ $i -lt 20000 ]; do echo line $i; i=$((i+1)); done"));

    assertThat(result.truncated()).isTrue();
    assertThat(result.output().length()).isBetween(60_000, 64 * 1024);
    assertThat(result.output()).startsWith("line ").endsWith("line 19999");
  }

  @Test
  void endlessLineIsCutToo() {
    var result = host.run(shell("head -c 300000 /dev/zero | tr '\\0' ä"));

    assertThat(result.truncated()).isTrue();
    assertThat(result.output().length()).isLessThanOrEqualTo(64 * 1024);
  }

  @Test
  void timeoutKillsChildrenAndGrandchildren() throws IOException {
    var script =
        "echo before; sh -c 'trap \"\" TERM; echo $$ >grandchild; while :; do sleep 1; done' & wait";

    assertThatThrownBy(() -> host.run(shell(script, Map.of(), Duration.ofSeconds(4))))
        .isInstanceOf(CommandTimedOut.class)
        .hasMessageContaining("took longer than 4.0 s")
        .hasMessageContaining("before");

    var grandchild = Long.parseLong(Files.readString(directory.resolve("grandchild")).strip());
    assertThat(ProcessStat.of(grandchild).filter(stat -> !stat.dead())).isEmpty();
  }

  @Test
  void interruptKillsTheCommandAndIsRemembered() throws Exception {
    BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    var failure = new CompletableFuture<Throwable>();
    var interrupted = new CompletableFuture<Boolean>();
    var thread =
        new Thread(
            () -> {
              try {
                host.run(shell("echo $$; while :; do sleep 1; done"), lines::add);
              } catch (Interrupted e) {
                failure.complete(e);
                interrupted.complete(Thread.currentThread().isInterrupted());
              }
            });
    thread.start();
    var pid = Long.parseLong(lines.poll(20, SECONDS));

    thread.interrupt();

    assertThat(failure.get(20, SECONDS)).hasMessageContaining("running");
    assertThat(interrupted.get(20, SECONDS)).isTrue();
    assertThat(ProcessStat.of(pid).filter(stat -> !stat.dead())).isEmpty();
  }

  @Test
  void programLeftBehindInTheBackgroundDoesNotHoldTheCommandUp() {
    var result = host.run(shell("sleep 20 & echo $!"));

    var left = ProcessHandle.of(Long.parseLong(result.output()));
    assertThat(result.duration()).isLessThan(Duration.ofSeconds(15));
    left.ifPresent(ProcessHandle::destroyForcibly);
  }

  @Test
  void failureOfTheListenerIsToldAfterTheCommandEnded() {
    var script = "i=0; while [ $i -lt 20000 ]; do echo line $i; i=$((i+1)); done; echo x >done";

    assertThatThrownBy(
            () ->
                host.run(
                    shell(script),
                    line -> {
                      throw new IllegalStateException("full");
                    }))
        .hasMessage("full");
    assertThat(directory.resolve("done")).exists();
  }

  @Test
  void missingProgramIsNotStarted() {
    assertThatThrownBy(() -> host.run(Command.of(directory, LONG, List.of("no-such-program"))))
        .isInstanceOf(CommandNotStarted.class)
        .hasMessageContaining("«no-such-program» cannot be started: there is no such program")
        .hasMessageContaining(directory.toString());
  }

  @Test
  void fileThatIsNoProgramIsNotStarted() throws IOException {
    Files.createFile(directory.resolve("notes"));

    assertThatThrownBy(() -> host.run(Command.of(directory, LONG, List.of("./notes"))))
        .isInstanceOf(CommandNotStarted.class)
        .hasMessageContaining("it is not an executable file");
  }

  @Test
  void missingDirectoryIsNamed() {
    var missing = directory.resolve("gone");

    assertThatThrownBy(() -> host.run(Command.of(missing, LONG, List.of("env"))))
        .isInstanceOf(CommandNotStarted.class)
        .hasMessageContaining("no such directory")
        .hasMessageContaining(missing.toString());
  }

  @Test
  void programIsFoundOnThePathOfTheCommandNotOnOurs() throws IOException {
    var tool = Files.writeString(directory.resolve("tool"), "#!/bin/sh\necho found\n");
    assertThat(tool.toFile().setExecutable(true)).isTrue();
    var path = Map.of("PATH", directory + ":/usr/bin:/bin");

    var result = host.run(new Command(List.of("tool"), directory, path, Map.of(), LONG));

    assertThat(result.output()).isEqualTo("found");
  }

  @Test
  void cancelledWorkEndsItsCommandAndAllItStarted() throws Exception {
    var cancellation = new Cancellation(() -> {});
    var lines = new LinkedBlockingQueue<String>();
    var work =
        CompletableFuture.supplyAsync(
            () ->
                cancellation.during(
                    () -> host.run(shell("sleep 60 & echo $!; sleep 60"), lines::add)));
    var child = Long.parseLong(lines.poll(20, SECONDS));

    cancellation.cancel("shop-0001 was cancelled");

    assertThatThrownBy(() -> work.get(20, SECONDS))
        .hasCauseInstanceOf(Interrupted.class)
        .hasMessageContaining("shop-0001 was cancelled")
        .hasMessageContaining("sleep 60");
    assertThat(ProcessStat.of(child).filter(stat -> !stat.dead())).isEmpty();
  }

  @Test
  void cancelledWorkStartsNoMoreCommands() {
    var cancellation = new Cancellation(() -> {});
    cancellation.cancel("enough");

    assertThatThrownBy(() -> cancellation.during(() -> host.run(shell("touch started"))))
        .isInstanceOf(Interrupted.class);
    assertThat(directory.resolve("started")).doesNotExist();
  }

  @Test
  void cancelledWorkWaitsForNothing() {
    var cancellation = new Cancellation(() -> {});
    cancellation.cancel("enough");

    assertThatThrownBy(
            () ->
                cancellation.during(
                    () -> Deadline.in(LONG).await(() -> false, Duration.ofMillis(1), LONG)))
        .isInstanceOf(Interrupted.class);
  }

  private Command shell(String script) {
    return shell(script, Map.of(), LONG);
  }

  private Command shell(String script, Map<String, SecretReference> secrets, Duration timeout) {
    return new Command(List.of("/bin/sh", "-c", script), directory, Map.of(), secrets, timeout);
  }
}
