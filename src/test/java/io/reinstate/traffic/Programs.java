package io.reinstate.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** Proxies of the machine: tests are skipped without them, except where nothing may be. */
public final class Programs {

  private static final boolean SKIP_NOTHING =
      Boolean.parseBoolean(System.getenv("REINSTATE_SKIP_NOTHING"));

  private Programs() {}

  /** The path of a program, whose Debian package has the same name. */
  public static String find(String name) {
    var found = search(name);
    if (SKIP_NOTHING) {
      assertThat(found).as("the Debian package %s is installed", name).isPresent();
    }
    assumeTrue(found.isPresent(), "the Debian package " + name + " is not installed");
    return found.orElseThrow();
  }

  /** Where it is, if it is; also where ordinary users do not look. */
  public static Optional<String> search(String name) {
    return Stream.concat(
            Stream.of(System.getenv("PATH").split(":")), Stream.of("/usr/sbin", "/usr/local/sbin"))
        .map(directory -> Path.of(directory, name))
        .filter(Files::isExecutable)
        .map(Path::toString)
        .findFirst();
  }
}
