package io.reinstate.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import io.reinstate.ReinstateException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Who owns an application's files swaps a directory for a link, as fast as the kernel lets them.
 */
class SwappedDirectoryTest {

  private static final String SECRET = "only root may read this";
  private static final Duration LONG_ENOUGH = Duration.ofSeconds(5);

  private static final String SWAP =
      """
      import ctypes, sys
      libc = ctypes.CDLL(None)
      one, other = sys.argv[1].encode(), sys.argv[2].encode()
      print("swapping", flush=True)
      while True:
          libc.renameat2(-100, one, -100, other, 2)
      """;

  @TempDir Path directory;

  private Shop shop;
  private Path outside;
  private Process attacker;

  @BeforeEach
  void open() throws Exception {
    Needs.root();
    Needs.programs("python3", "setpriv", "chown");
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
    shop = new Shop(directory);
    shop.write("d/secret", "public");
    shop.write("d/more", "one");
    outside = Files.createDirectory(directory.resolve("outside"));
    Files.writeString(outside.resolve("secret"), SECRET);
    Files.writeString(outside.resolve("more"), SECRET);
    Files.setPosixFilePermissions(outside, PosixFilePermissions.fromString("rwx------"));
    Files.createSymbolicLink(shop.home.resolve("e"), outside);
    var chown = new ProcessBuilder("chown", "-hR", "65534:65534", shop.home.toString()).start();
    assertThat(chown.waitFor()).isZero();
  }

  private void swap() throws IOException {
    attacker =
        new ProcessBuilder(
                "setpriv",
                "--reuid=65534",
                "--clear-groups",
                "/usr/bin/python3",
                "-c",
                SWAP,
                shop.home.resolve("d").toString(),
                shop.home.resolve("e").toString())
            .start();
    assertThat(attacker.getInputStream().read()).isPositive();
  }

  @AfterEach
  void end() throws InterruptedException {
    if (attacker != null) {
      attacker.destroyForcibly();
      attacker.waitFor(10, TimeUnit.SECONDS);
    }
  }

  @Test
  void snapshotsHoldNothingOfTheOtherDirectory() throws IOException {
    swap();
    var end = Instant.now().plus(LONG_ENOUGH);
    while (Instant.now().isBefore(end)) {
      trying(shop::take);
    }

    try (var taken = Files.list(shop.store.resolve("shop"))) {
      for (var each : taken.filter(Files::isDirectory).toList()) {
        holdsNothingSecret(each);
      }
    }
    outsideIsAsItWas();
  }

  @Test
  void exchangesLeaveTheOtherDirectoryAsItWas() throws IOException {
    var snapshot = shop.take();
    swap();
    var end = Instant.now().plus(LONG_ENOUGH);
    for (var i = 0; Instant.now().isBefore(end); i++) {
      var key = "p-" + i;
      var application = shop.application();
      trying(() -> shop.exchanges.stage(application, snapshot.id(), Selection.everything(), key));
      trying(() -> shop.exchanges.exchange(application, key));
      if (i % 2 == 0) {
        trying(() -> shop.exchanges.confirm(application, key));
      }
      trying(() -> shop.exchanges.revert(application, key));
    }
    outsideIsAsItWas();
  }

  private interface Attempt {
    void run() throws IOException;
  }

  private static void trying(Attempt attempt) {
    try {
      attempt.run();
    } catch (ReinstateException | IOException e) {
      // What is refused does no harm.
      assertThat(e).isNotNull();
    }
  }

  private static void holdsNothingSecret(Path snapshot) throws IOException {
    var id = SnapshotId.parse("shop/" + snapshot.getFileName());
    var kept = new SnapshotDirectory(id, snapshot);
    var manifest = kept.manifest();
    for (var entry : manifest.entries()) {
      if (entry.type() == FileType.FILE) {
        assertThat(entry.size()).isNotEqualTo(SECRET.length());
      }
    }
  }

  private void outsideIsAsItWas() throws IOException {
    assertThat(Files.getAttribute(outside, "unix:uid")).isEqualTo(0);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(outside)))
        .isEqualTo("rwx------");
    assertThat(outside.toFile().list()).containsExactlyInAnyOrder("secret", "more");
    assertThat(outside.resolve("secret")).hasContent(SECRET);
  }
}
