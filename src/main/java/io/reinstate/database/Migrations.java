package io.reinstate.database;

import io.reinstate.catalog.application.Application;
import io.reinstate.catalog.application.DatabaseId;
import io.reinstate.catalog.application.MigrationsSpec;
import io.reinstate.database.product.DatabaseRestoreFailed;
import io.reinstate.database.product.DatabaseUnavailable;
import io.reinstate.database.product.DumpFailed;
import io.reinstate.host.Cancellation;
import io.reinstate.host.Command;
import io.reinstate.host.CommandNotStarted;
import io.reinstate.host.CommandResult;
import io.reinstate.host.CommandTimedOut;
import io.reinstate.host.EarlierRunLives;
import io.reinstate.host.Host;
import io.reinstate.storage.Durable;
import io.reinstate.storage.StepKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.springframework.stereotype.Component;

/**
 * Takes the schema of a database back by the application's own command, and the whole database as
 * it was before that, when the rest of a rollback fails: a column that was dropped is not brought
 * back by migrating up again.
 *
 * <p>The dump it is brought back from is made while the services stand still, and is kept in the
 * work directory, in {@code migrations/<key>/}, until it is confirmed or put back. All steps of one
 * migration have the same key; a step that was cut off is completed by running it again.
 */
@Component
public final class Migrations {

  private final Host host;
  private final Databases databases;
  private final DatabaseRestores restores;

  public Migrations(Host host, Databases databases, DatabaseRestores restores) {
    this.host = host;
    this.databases = databases;
    this.restores = restores;
  }

  /**
   * The version the schema has now, if it can go back to another. Reads only.
   *
   * @throws MigrationRefused when the catalog does not say how, when a version in between cannot be
   *     undone, or when the schema is older than that already
   * @throws DatabaseUnavailable when the database cannot be asked
   */
  public String check(Application application, String version) {
    var spec = spec(application);
    var now = version(application, spec);
    var target = new SchemaVersion(version);
    if (target.compareTo(now) > 0) {
      throw refused(
          spec,
          "The schema is at version " + now + " and cannot go back to " + version,
          "Choose a version that is older.");
    }
    spec.irreversible().stream()
        .map(SchemaVersion::new)
        .filter(each -> each.compareTo(target) > 0 && each.compareTo(now) <= 0)
        .findFirst()
        .ifPresent(
            each -> {
              throw refused(
                  spec,
                  "The migration to version " + each + " cannot be undone",
                  "Roll back the code alone if it works with schema "
                      + now
                      + ", or restore everything from a snapshot.");
            });
    return now.text();
  }

  /**
   * Dumps the database, runs the command, and asks the schema's version. The services must be
   * stopped: what they write meanwhile would be lost when it is put back. A second run keeps the
   * dump of the first, and does nothing more when the version is right.
   *
   * @param lines is given each line of the command's output
   * @throws DumpFailed when the dump failed; nothing was changed
   * @throws MigrationFailed when the command failed, an earlier run of it does not end, or the
   *     version is another afterwards
   */
  public void down(Application application, String version, String key, Consumer<String> lines) {
    var spec = spec(application);
    awaitEarlierRun(application, spec, key);
    keep(application, spec.database(), dump(application, key));
    if (!version(application, spec).text().equals(version)) {
      run(command(application, spec, version), lines);
      var now = version(application, spec);
      if (!now.text().equals(version)) {
        throw new MigrationFailed(
            "After the command the schema is at version " + now + ", not " + version,
            "database " + spec.database(),
            "Correct the command migrations.down in the catalog.");
      }
    }
  }

  /** A command that a killed Reinstate left would go on changing the schema. */
  private void awaitEarlierRun(Application application, MigrationsSpec spec, String key) {
    if (isBegun(application, key)) {
      run(
          Command.waitingFor(lock(application), application.home(), spec.down().timeout()),
          line -> {});
    }
  }

  private void keep(Application application, DatabaseId database, Path dump) {
    if (Files.exists(dump)) {
      return;
    }
    try {
      Durable.createDirectories(dump.getParent());
    } catch (IOException e) {
      throw new DumpFailed(
          "The dump cannot be written: " + e,
          dump.toString(),
          "Check that the directory is writable, and has space.",
          e);
    }
    databases.dump(application, database, dump);
  }

  private void run(Command command, Consumer<String> lines) {
    Cancellation.check();
    CommandResult result;
    try {
      result = host.run(command, lines);
    } catch (CommandNotStarted e) {
      throw new MigrationFailed(
          "The command of the migration cannot be started: " + e.getMessage(),
          "migrations.down: «" + command + "»",
          "Correct it in the catalog, or bring the program there.",
          e);
    } catch (CommandTimedOut | EarlierRunLives e) {
      throw new MigrationFailed(
          "The migration came to no end: " + e.getMessage(),
          "migrations.down: «" + command + "» in " + command.directory(),
          "If it only takes long, raise its timeout in the catalog.",
          e);
    }
    if (!result.succeeded()) {
      throw new MigrationFailed(
          "The migration failed with exit status " + result.exitStatus(),
          "«" + command + "» in " + command.directory(),
          result.lastLines());
    }
  }

  private static Command command(Application application, MigrationsSpec spec, String version) {
    var down = spec.down();
    return new Command(
            down.run().stream().map(part -> part.replace("{version}", version)).toList(),
            application.home(),
            down.environment(),
            down.secrets(),
            down.timeout())
        .as(application.user())
        .alone(lock(application));
  }

  private static Path lock(Application application) {
    return application.workDirectory().resolve("migrations.lock");
  }

  /**
   * Brings the database back as it was before {@link #down}, data included. The services must be
   * stopped. A second run and an unknown key do nothing.
   *
   * @throws DatabaseRestoreFailed when it failed; run it again then
   */
  public void putBack(Application application, String key) {
    if (application.migrations().isEmpty()) {
      return;
    }
    var database = spec(application).database();
    var dump = dump(application, key);
    if (Files.exists(dump)) {
      awaitEarlierRun(application, spec(application), key);
      restores.prepare(application, database, dump, restoreKey(key));
      restores.exchange(application, database, restoreKey(key));
      forget(dump);
    }
    restores.confirm(application, database, restoreKey(key));
  }

  /**
   * Gives up the dump: there is no way back from here. A second run does nothing.
   *
   * @throws DatabaseRestoreFailed when it cannot be deleted
   */
  public void confirm(Application application, String key) {
    forget(dump(application, key));
  }

  /** Whether a migration of that key may have changed the database, and can still be put back. */
  public boolean isBegun(Application application, String key) {
    return Files.exists(dump(application, key));
  }

  private static void forget(Path dump) {
    try {
      Files.deleteIfExists(dump);
      if (Files.isDirectory(dump.getParent())) {
        Files.delete(dump.getParent());
        Durable.sync(dump.getParent().getParent());
      }
    } catch (IOException e) {
      throw new DatabaseRestoreFailed(
          "The dump cannot be deleted: " + e, dump.toString(), "Check the directory's rights.", e);
    }
  }

  private SchemaVersion version(Application application, MigrationsSpec spec) {
    return databases
        .schemaVersion(application, spec.database())
        .map(SchemaVersion::new)
        .orElseThrow(
            () ->
                refused(
                    spec,
                    "Nobody can tell which version the schema has",
                    "Add databases." + spec.database() + ".schema to the catalog."));
  }

  private static MigrationsSpec spec(Application application) {
    return application
        .migrations()
        .orElseThrow(
            () ->
                new MigrationRefused(
                    "The catalog does not say how the schema of " + application.id() + " goes back",
                    "migrations",
                    "Add the section to the catalog, or roll back the code alone."));
  }

  private static MigrationRefused refused(MigrationsSpec spec, String what, String next) {
    return new MigrationRefused(what, "database " + spec.database(), next);
  }

  private static Path dump(Application application, String key) {
    return application
        .workDirectory()
        .resolve("migrations")
        .resolve(StepKey.check(key))
        .resolve("before.dump");
  }

  private static String restoreKey(String key) {
    return key + "-migration";
  }
}
