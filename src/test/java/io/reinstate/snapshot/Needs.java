package io.reinstate.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.reinstate.host.Ran;
import io.reinstate.tree.FileAttributes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Programs of the machine that a test needs: skipped without them, except where nothing may be. */
public final class Needs {

  private static final boolean SKIP_NOTHING =
      Boolean.parseBoolean(System.getenv("REINSTATE_SKIP_NOTHING"));

  private Needs() {}

  public static void programs(String... names) {
    for (var name : names) {
      if (SKIP_NOTHING) {
        assertThat(installed(name)).as("%s is installed", name).isTrue();
      }
      assumeTrue(installed(name), name + " is not installed");
    }
  }

  /** Where the programs of PostgreSQL's server are; Debian keeps them off the PATH. */
  public static Path postgresql() {
    var found =
        Stream.concat(Stream.of(System.getenv("PATH").split(":")).map(Path::of), debian())
            .filter(directory -> Files.isExecutable(directory.resolve("pg_ctl")))
            .findFirst();
    var missing = "pg_ctl is not installed (Debian: apt-get install postgresql)";
    if (SKIP_NOTHING) {
      assertThat(found).as(missing).isPresent();
    }
    assumeTrue(found.isPresent(), missing);
    return found.get();
  }

  private static Stream<Path> debian() {
    var versions = Path.of("/usr/lib/postgresql").toFile().listFiles();
    return Stream.ofNullable(versions)
        .flatMap(Stream::of)
        .map(version -> version.toPath().resolve("bin"));
  }

  public static void root() {
    assumeTrue(FileAttributes.OWNER_CAN_BE_SET, "only root can do this");
  }

  private static boolean installed(String name) {
    return Stream.of(System.getenv("PATH").split(":"))
        .anyMatch(directory -> Files.isExecutable(Path.of(directory, name)));
  }

  /** The output of a program that must succeed. */
  public static String run(Path directory, String... command) throws IOException {
    return Ran.of(directory, List.of(command)).successfully();
  }
}
