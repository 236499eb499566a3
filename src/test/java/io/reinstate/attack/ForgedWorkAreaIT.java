package io.reinstate.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.reinstate.Rollback;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.springframework.util.FileSystemUtils;

/**
 * Who owns the application's files writes what looks like an exchange under way, to have it put
 * back with Reinstate's rights when the rollback is cancelled.
 */
@Tag("long")
class ForgedWorkAreaIT {

  private static final Duration PATIENCE = Duration.ofSeconds(40);
  private static final String MODULE_ROLLBACK =
      "{\"application\":\"shop\",\"module\":\"payment\",\"reason\":\"payment fails\"}";

  @Attack
  void getsNothingPutBackAndHindersNobody(RunsAs runsAs) throws IOException {
    var reinstate = runsAs.reinstate();
    var admin = reinstate.as("admin");
    var home = reinstate.shop();
    var outside = Files.createDirectory(reinstate.data().resolveSibling("outside"));
    Files.writeString(outside.resolve("kept"), "root's");
    Files.setPosixFilePermissions(outside, PosixFilePermissions.fromString("rwx------"));
    var rollback = Rollback.start(reinstate.port(), "olivia", "module-rollback", MODULE_ROLLBACK);
    rollback.task("Approve rollback");
    var key = admin.get("/api/rollbacks?most=1").text("/0/key");
    var inside = forge(home.resolve(".reinstate").resolve(key + ".1"), outside);
    var beside =
        forge(home.resolveSibling("." + home.getFileName() + ".reinstate/" + key + ".1"), outside);
    try {
      var instance = admin.get("/api/rollbacks/" + key).text("/record/instance");
      var answer = admin.delete("/engine-rest/process-instance/" + instance);

      assertThat(answer.status()).isEqualTo(204);
      await()
          .during(PATIENCE)
          .atMost(PATIENCE.plusSeconds(20))
          .pollInterval(Duration.ofSeconds(1))
          .until(() -> isUntouched(outside));
      var record = admin.get("/api/rollbacks/" + key);
      assertThat(record.text("/record/outcome")).isEqualTo("cancelled");
      assertThat(record.text("/record/detail"))
          .contains("Reinstate did not make the work area", "Nothing in it is believed or deleted");
      for (var forged : new Path[] {inside, beside}) {
        assertThat(forged.resolve("journal.json")).exists();
        assertThat(forged.resolve("undo/0")).hasContent("forged");
      }
      var next =
          reinstate
              .as("olivia")
              .post(
                  "/api/runbooks/emergency-rollback/start",
                  "{\"application\":\"shop\",\"reason\":\"the shop fails\"}");
      assertThat(next.status()).as("%s", next.json()).isEqualTo(201);
      await("another rollback of the application")
          .atMost(Duration.ofMinutes(2))
          .until(
              () ->
                  admin
                      .get("/api/rollbacks/" + next.text("/key"))
                      .text("/record/outcome")
                      .equals("restored"));
      assertThat(isUntouched(outside)).isTrue();
    } finally {
      FileSystemUtils.deleteRecursively(inside);
      FileSystemUtils.deleteRecursively(beside);
      FileSystemUtils.deleteRecursively(outside);
    }
  }

  private static boolean isUntouched(Path outside) throws IOException {
    return Files.readString(outside.resolve("kept")).equals("root's")
        && PosixFilePermissions.toString(Files.getPosixFilePermissions(outside))
            .equals("rwx------");
  }

  private static Path forge(Path area, Path outside) throws IOException {
    if (!Files.exists(area.getParent())) {
      Files.createDirectory(
          area.getParent(),
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      ownedLike(area.getParent().getParent(), area.getParent());
    }
    Files.createDirectories(area.resolve("staged"));
    Files.createDirectories(area.resolve("undo"));
    Files.writeString(area.resolve("undo/0"), "forged");
    Files.writeString(
        area.resolve("journal.json"),
        """
        {"state":"EXCHANGED","application":"shop","snapshot":"shop/manual-20260101T000000000Z",
         "selection":"all managed files","home":"%s","changed":"2026-01-01T00:00:00Z"}
        """
            .formatted(outside));
    Files.writeString(
        area.resolve("changes.json"),
        """
        {"difference":{"added":[],"changed":["kept"],"removed":[],"digest":"0"},"bytes":0,
         "steps":[{"action":"PUT","path":"kept"}],
         "directories":[{"path":"","before":{"mode":"0777","owner":"nobody","group":"nogroup",
           "modified":"2026-01-01T00:00:00Z"},"after":null}]}
        """);
    return area;
  }

  private static void ownedLike(Path example, Path path) throws IOException {
    Files.setAttribute(path, "unix:uid", Files.getAttribute(example, "unix:uid"));
    Files.setAttribute(path, "unix:gid", Files.getAttribute(example, "unix:gid"));
  }
}
