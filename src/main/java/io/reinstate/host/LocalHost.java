package io.reinstate.host;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.springframework.stereotype.Component;

/**
 * The machine Reinstate itself runs on. Secret values are replaced by {@code «***»} in every line
 * and in the result. A thread that is interrupted, or whose work is cancelled, kills its command
 * and gets {@link Interrupted}.
 *
 * <p>A program that a command leaves behind in the background must not keep the command's output
 * open: what it writes there later is lost, and may end it.
 */
@Component
public class LocalHost implements Host {

  /** How long output may still come in after the command itself has ended. */
  private static final Duration LAST_OUTPUT = Duration.ofSeconds(2);

  /** The exit status of flock when somebody else holds the lock. */
  private static final String BUSY = "75";

  @Override
  public CommandResult run(Command command, Consumer<String> lines) {
    Cancellation.check();
    command.lock().ifPresent(lock -> awaitEarlierRun(command, lock));
    var environment =
        ProcessEnvironment.of(command.environment(), command.secrets(), command.user());
    var start = System.nanoTime();
    var process = start(command, environment);
    var output = Output.follow(process.getInputStream(), environment.mask(), lines);
    try {
      awaitEnd(process, command, output);
      output.finish(LAST_OUTPUT);
    } catch (InterruptedException e) {
      new ProcessTree(process).end();
      throw Interrupted.during("running «" + command + "»");
    }
    var duration = Duration.ofNanos(System.nanoTime() - start);
    Transcript.add(command, output.text(), "exit status " + process.exitValue());
    return new CommandResult(process.exitValue(), output.text(), output.truncated(), duration);
  }

  /** What a Reinstate that was killed has left behind runs on. */
  private void awaitEarlierRun(Command command, Path lock) {
    var seconds = Long.toString(Math.max(1, command.timeout().toSeconds()));
    var wait =
        List.of(
            "flock", "--timeout", seconds, "--conflict-exit-code", BUSY, lock.toString(), "true");
    var patience = command.timeout().plus(LAST_OUTPUT);
    CommandResult waited;
    try (var none = Transcript.none()) {
      waited = run(Command.of(command.directory(), patience, wait));
    }
    if (waited.exitStatus() == Integer.parseInt(BUSY)) {
      throw new EarlierRunLives(command, lock);
    }
  }

  private static Process start(Command command, ProcessEnvironment environment) {
    var arguments = new ArrayList<>(command.arguments());
    var program = environment.program(arguments.get(0), command.directory());
    arguments.set(0, program.toString());
    environment.anotherUser().ifPresent(user -> arguments.addAll(0, GivenUp.to(user)));
    command.lock().ifPresent(lock -> arguments.addAll(0, locked(lock)));
    var builder = environment.builder(command.directory(), arguments);
    try {
      return environment.start(builder.redirectErrorStream(true));
    } catch (IOException e) {
      throw new CommandNotStarted(
          command.arguments().get(0), e.getMessage(), command.directory().toString(), e);
    }
  }

  /**
   * The lock is held by flock alone: what the command leaves in the background does not hold it.
   */
  private static List<String> locked(Path lock) {
    return List.of(GivenUp.program("flock"), "--close", lock.toString());
  }

  private static void awaitEnd(Process process, Command command, Output output)
      throws InterruptedException {
    var cancellation = Cancellation.current();
    var ended = process.onExit();
    try {
      CompletableFuture.anyOf(ended, cancellation.requested())
          .get(command.timeout().toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      new ProcessTree(process).end();
      output.finish(LAST_OUTPUT);
      var late = new CommandTimedOut(command, output.text());
      Transcript.add(
          command, output.text(), "killed after " + command.timeout().toSeconds() + " s");
      throw late;
    } catch (ExecutionException e) {
      throw new IllegalStateException("Waiting for a process cannot fail", e.getCause());
    }
    if (!ended.isDone()) {
      Cancellation.uncancelled(new ProcessTree(process)::end);
      cancellation.failWhenRequested("running «" + command + "»");
    }
  }
}
