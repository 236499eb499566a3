package io.reinstate.host;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Notes every command and runs none; each of them «succeeds» at once without output. */
public class DryRunHost implements Host {

  private final List<Command> noted = new CopyOnWriteArrayList<>();

  @Override
  public CommandResult run(Command command, Consumer<String> lines) {
    noted.add(command);
    return new CommandResult(0, "", false, Duration.ZERO);
  }

  /** The commands so far, in the order they came. */
  public List<Command> noted() {
    return List.copyOf(noted);
  }
}
