package io.reinstate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reinstate loses its database, and goes on where a backup of it was. */
@Tag("long")
class OwnDatabaseIT {

  @TempDir private Path directory;
  private ChildReinstate reinstate;

  @AfterEach
  void leaveNothingBehind() throws IOException, InterruptedException {
    reinstate.kill();
    reinstate.run("stop", "shop");
  }

  @Test
  void rollbackThatWaitedWhenTheDatabaseWasBackedUpGoesOnAfterItIsRestored() throws Exception {
    reinstate = new ChildReinstate(directory).start();
    var payment = Shop.damage(reinstate);
    var rollback = Shop.moduleRollback(reinstate);
    rollback.task("Approve rollback");
    assertThat(new Caller(reinstate.port, "olivia").post("/api/backup", "").status())
        .isEqualTo(403);
    var backup = new Caller(reinstate.port, "admin").post("/api/backup", "");
    assertThat(backup.status()).as("%s", backup.json()).isEqualTo(200);
    var archive = reinstate.data.resolve("backups").resolve(backup.text("/file"));
    assertThat(archive).hasSize(backup.json().path("size").asLong());
    assertThat(reinstate.run("restore-database", archive.toString()).output())
        .contains("Another process uses the database");
    reinstate.kill();
    damageDatabase();

    var said = reinstate.failToStart();
    assertThat(said)
        .contains("The database file is damaged", "restore-database " + archive, "--help")
        .doesNotContain("\tat ");
    assertThat(reinstate.run("status", "shop").output()).contains("RUNNING");
    var restored = reinstate.run("restore-database", archive.toString());
    assertThat(restored.status()).as(restored.output()).isZero();
    assertThat(restored.output())
        .contains("acts in its record: 1", "mv.db.before-", "Start Reinstate");

    reinstate.start();
    Shop.approve(reinstate, rollback);
    assertThat(rollback.untilEnded().outcome()).isEqualTo("restored");
    assertThat(payment).content().doesNotContain("damaged by the test");
    assertThat(reinstate.stop()).isEmpty();
  }

  private void damageDatabase() throws IOException {
    var file = reinstate.data.resolve("database/reinstate.mv.db");
    var bytes = Files.readAllBytes(file);
    new Random(1).nextBytes(bytes);
    Files.write(file, bytes);
  }

  /** What is done to the demo shop here. */
  static final class Shop {

    private Shop() {}

    static Path damage(ChildReinstate reinstate) throws IOException {
      var file = reinstate.shop().resolve("modules/payment/limits.properties");
      Files.writeString(file, Files.readString(file) + "# damaged by the test\n");
      return file;
    }

    static Rollback moduleRollback(ChildReinstate reinstate) {
      return Rollback.start(
          reinstate.port,
          "olivia",
          "module-rollback",
          "{\"application\":\"shop\",\"module\":\"payment\",\"reason\":\"damaged\"}");
    }

    static void approve(ChildReinstate reinstate, Rollback rollback) {
      var task = rollback.task("Approve rollback");
      var answer =
          new Caller(reinstate.port, "samir")
              .post(
                  "/engine-rest/task/" + task + "/submit-form", Rollback.decision("approve", "go"));
      assertThat(answer.status()).as("%s", answer.json()).isEqualTo(204);
    }
  }
}
