package io.reinstate.database.postgresql;

import io.reinstate.host.Command;
import io.reinstate.host.CommandNotStarted;
import io.reinstate.host.Host;
import io.reinstate.host.Transcript;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Lists a dump of {@code pg_dump} by the {@code pg_restore} of this machine, if it has one. */
public final class PostgresqlListing {

  private static final Duration PATIENCE = Duration.ofMinutes(1);

  /** What an older program says about a newer dump: that tells nothing about the dump. */
  private static final String TOO_NEW = "unsupported version";

  private final Host host;

  public PostgresqlListing(Host host) {
    this.host = host;
  }

  /** Why it cannot be listed; nothing when it can, and where nobody can tell. */
  public Optional<String> damage(Path dump) {
    var list = List.of("pg_restore", "--list", dump.toString());
    var environment = Map.of("LC_ALL", "C.UTF-8");
    try (var aside = Transcript.none()) {
      var result = host.run(new Command(list, dump.getParent(), environment, Map.of(), PATIENCE));
      return result.succeeded() || result.output().contains(TOO_NEW)
          ? Optional.empty()
          : Optional.of(PostgresqlPrograms.last(result));
    } catch (CommandNotStarted e) {
      return Optional.empty();
    }
  }
}
