package io.reinstate.database;

import io.reinstate.catalog.application.Application;
import io.reinstate.catalog.application.DatabaseId;
import io.reinstate.change.Change;
import io.reinstate.change.ChangeKind;
import io.reinstate.change.Kind;
import io.reinstate.change.Noted;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/** Changes of databases and of their schema. */
@Component
public final class DatabaseChanges implements ChangeKind {

  private final DatabaseRestores restores;
  private final Migrations migrations;

  public DatabaseChanges(DatabaseRestores restores, Migrations migrations) {
    this.restores = restores;
    this.migrations = migrations;
  }

  /**
   * A database as a dump has it. It is not staged where the restored one is not what the catalog's
   * checks want.
   *
   * @param key of the act
   * @param dump is asked for when it is staged
   */
  public Change restore(Application application, String key, DatabaseId id, Supplier<Path> dump) {
    return new DatabaseChange(restores, application, key, id, dump);
  }

  /**
   * The schema of the application's database at an earlier version.
   *
   * @param key of the act
   */
  public Change schema(Application application, String key, String version) {
    return new SchemaChange(migrations, application, key, () -> version);
  }

  @Override
  public boolean knows(Kind kind) {
    return kind == Kind.DATABASE || kind == Kind.SCHEMA;
  }

  @Override
  public Change reopen(Application application, String key, Noted noted) {
    return noted.kind() == Kind.DATABASE
        ? restore(application, key, new DatabaseId(noted.of()), Change.onlyPlanned())
        : new SchemaChange(migrations, application, key, Change.onlyPlanned());
  }
}
