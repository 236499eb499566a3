package io.reinstate.cli;

import io.reinstate.catalog.application.ModuleId;
import io.reinstate.rollback.Reasons;
import io.reinstate.service.Services;
import io.reinstate.snapshot.store.Snapshots;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Goes back to a snapshot. */
@Command(
    name = "restore",
    description = {
      "Goes back to the files of a snapshot: safety snapshot, stage, stop, exchange, start, verify.",
      "What does not become healthy is put back. Databases and data stay as they are."
    })
final class Restore extends CliCommand {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'", Locale.ROOT);

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

  @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "Why.")
  private String reason;

  @Option(
      names = "--unverified",
      description = "Keep the files when no probe can tell whether the application works.")
  private boolean unverified;

  @Option(
      names = "--no-safety-snapshot",
      description = "For when the present state cannot be read or there is no room for it.")
  private boolean noSafetySnapshot;

  @Override
  public Integer call() throws Exception {
    var application = application(name);
    var why = Reasons.check(reason);
    var only = Optional.ofNullable(module).map(ModuleId::new);
    only.ifPresent(application::module);
    return noted(
        application,
        "restore " + name + only.map(one -> " module " + one).orElse(""),
        why,
        () -> {
          var chosen =
              get(ChosenSnapshot.class).choose(application, snapshot, only.isEmpty(), this::warn);
          var target = chosen.id();
          out().println("Back to " + target);
          get(Restoring.class)
              .run(
                  new Restoring.Request(
                      application,
                      target,
                      only,
                      get(Services.class).minimalStandsIn(application),
                      key(),
                      !noSafetySnapshot,
                      unverified),
                  steps());
          out()
              .println(
                  "Restored. When the server is back, cancel what waits there for " + name + ".");
          if (only.isEmpty()) {
            new ByHand(get(Snapshots.class)).lines(application, chosen).forEach(out()::println);
          }
          return DONE;
        });
  }

  /** Sorts by time, as exchanges are undone in the opposite order. */
  private String key() {
    var time = TIME.format(get(Clock.class).instant().atOffset(ZoneOffset.UTC));
    return "cli-" + time + "-" + UUID.randomUUID();
  }
}
