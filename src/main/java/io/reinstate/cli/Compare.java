package io.reinstate.cli;

import io.reinstate.catalog.application.ModuleId;
import io.reinstate.exchange.Exchanges;
import io.reinstate.rollback.Restarts;
import io.reinstate.rollback.Subject;
import io.reinstate.snapshot.Selection;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Tells what a restore would change. */
@Command(name = "compare", description = "Shows what «restore» would change; touches nothing.")
final class Compare extends CliCommand {

  @Parameters(index = "0", paramLabel = "APP", description = "The application.")
  private String name;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "SNAPSHOT",
      description = "The newest intact stable one when left out.")
  private String snapshot;

  @Option(names = "--module", paramLabel = "M", description = "This module only.")
  private String module;

  @Override
  public Integer call() {
    var application = application(name);
    var only = Optional.ofNullable(module).map(ModuleId::new);
    only.ifPresent(application::module);
    var target =
        get(ChosenSnapshot.class).choose(application, snapshot, module == null, this::warn);
    var selection = only.map(Selection::module).orElseGet(Selection::everything);
    var difference = get(Exchanges.class).compare(application, target.id(), selection);
    out().println("Back to " + target.id() + ": " + Text.counted(difference));
    Text.list(out(), "changed", difference.changed());
    Text.list(out(), "added  ", difference.added());
    Text.list(out(), "removed", difference.removed());
    var restarts = Restarts.of(application, Subject.of(only));
    out()
        .println(
            "Restarts: "
                + (restarts.isEmpty()
                    ? "none"
                    : restarts.stream().map(Object::toString).collect(Collectors.joining(", "))));
    return DONE;
  }
}
