package io.reinstate.health;

import io.reinstate.catalog.application.Application;
import io.reinstate.catalog.application.ProbeSpec;
import io.reinstate.catalog.application.QuerySpec;
import io.reinstate.database.Databases;
import java.time.Clock;

/** Asks a database one question, over a connection that cannot write. */
final class SqlProbe {

  private final Databases databases;
  private final Clock clock;

  SqlProbe(Databases databases, Clock clock) {
    this.databases = databases;
    this.clock = clock;
  }

  Finding ask(ProbeSpec.Sql spec, Application application) {
    var query = new QuerySpec(spec.name(), spec.query(), spec.expect(), spec.least(), spec.most());
    var since = spec.within().map(clock.instant()::minus);
    var result = databases.ask(application, spec.database(), query, since);
    var reason = result.sentence().replaceAll("\\.$", "");
    return switch (result.answer()) {
      case RIGHT -> Finding.healthy(reason);
      case UNKNOWN -> Finding.unknown(reason);
      case WRONG -> Finding.unhealthy(reason);
    };
  }
}
