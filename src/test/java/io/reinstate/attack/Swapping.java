package io.reinstate.attack;

import static org.assertj.core.api.Assertions.assertThat;

import io.reinstate.ReinstateException;
import io.reinstate.catalog.application.SystemUser;
import io.reinstate.snapshot.Needs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An application of {@code nobody}, who swaps a directory for a link to one of root's, as fast as
 * the kernel lets them. A step lasts 5 s, or {@code -Dreinstate.attack.seconds}.
 */
public final class Swapping implements AutoCloseable {

  /** What nobody may see. */
  public static final String SECRET = "only root may read this";

  private static final Duration LONG_ENOUGH =
      Duration.ofSeconds(Integer.getInteger("reinstate.attack.seconds", 5));

  private static final String SWAP =
      """
      import ctypes, sys
      libc = ctypes.CDLL(None)
      one, other = sys.argv[1].encode(), sys.argv[2].encode()
      print("swapping", flush=True)
      while True:
          libc.renameat2(-100, one, -100, other, 2)
      """;

  private static final Logger LOG = LoggerFactory.getLogger(Swapping.class);

  private final Process attacker;
  private final Map<String, Integer> refused = new TreeMap<>();
  private int succeeded;

  private Swapping(Process attacker) {
    this.attacker = attacker;
  }

  /** Who swaps. */
  public static SystemUser owner() {
    return SystemUser.of("nobody").orElseThrow();
  }

  /** Skips the test where it cannot be. */
  public static void needs() {
    Needs.root();
    Needs.programs("python3", "setpriv", "chown");
  }

  /** A directory below which others can reach what is theirs. */
  public static Path reachable(Path directory) throws IOException {
    return Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  /** Gives all that is in a home directory to its owner, links too. */
  public static void handOver(Path home) throws IOException {
    Needs.run(home, "chown", "-hR", owner().uid() + ":" + owner().gid(), home.toString());
  }

  /** Makes a directory root's alone, with all that is in it. */
  public static void keep(Path directory) throws IOException {
    try (var all = Files.walk(directory)) {
      for (var each : all.toList()) {
        if (!Files.isSymbolicLink(each)) {
          var mode = Files.isDirectory(each) ? "rwx------" : "rw-------";
          Files.setPosixFilePermissions(each, PosixFilePermissions.fromString(mode));
        }
      }
    }
  }

  /** Begins to swap two names. */
  public static Swapping of(Path one, Path other) throws IOException {
    var attacker =
        new ProcessBuilder(
                "setpriv",
                "--reuid=" + owner().uid(),
                "--clear-groups",
                "/usr/bin/python3",
                "-c",
                SWAP,
                one.toString(),
                other.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    assertThat(attacker.getInputStream().read()).as("the attacker swaps").isPositive();
    return new Swapping(attacker);
  }

  /** A step, or some of them. */
  public interface Attempt {
    void run(int number) throws IOException;
  }

  /** A step. */
  public interface Step {
    void run() throws IOException;
  }

  /** Tries again and again while it swaps. A failed assertion ends it, a refused step does not. */
  public Swapping during(Attempt attempt) {
    var end = System.nanoTime() + LONG_ENOUGH.toNanos();
    for (var i = 0; System.nanoTime() < end; i++) {
      var number = i;
      trying(() -> attempt.run(number));
    }
    assertThat(attacker.isAlive()).as("the attacker still swaps").isTrue();
    return this;
  }

  /** Tries a step of an attempt. What is refused does no harm. */
  public void trying(Step step) {
    try {
      step.run();
      succeeded++;
    } catch (ReinstateException
        | IOException
        | UncheckedIOException
        | DirectoryIteratorException e) {
      refused.merge(e.getClass().getSimpleName(), 1, Integer::sum);
    }
  }

  /** Steps were refused: the attack was met. */
  public Swapping wasRefused() {
    assertThat(refused).as("refused steps, while %d succeeded", succeeded).isNotEmpty();
    return tells();
  }

  /** Steps succeeded: there was something to be led astray. */
  public Swapping succeeded() {
    assertThat(succeeded).as("steps that succeeded, while refused: %s", refused).isPositive();
    return tells();
  }

  private Swapping tells() {
    LOG.info("{} steps succeeded, refused were {}", succeeded, refused);
    return this;
  }

  /** Everything about a directory that a step could change: names, owners, modes and contents. */
  public static List<String> state(Path directory) throws IOException {
    try (Stream<Path> all = Files.walk(directory)) {
      return all.sorted().map(Swapping::line).toList();
    }
  }

  private static String line(Path path) {
    try {
      var found = Files.readAttributes(path, "unix:uid,gid,mode,ino", LinkOption.NOFOLLOW_LINKS);
      var content = Files.isRegularFile(path) ? new String(Files.readAllBytes(path)) : "";
      return path
          + " "
          + found.get("uid")
          + " "
          + found.get("gid")
          + " "
          + found.get("mode")
          + " "
          + found.get("ino")
          + " "
          + content.hashCode();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    attacker.destroyForcibly();
    try {
      assertThat(attacker.waitFor(10, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }
}
