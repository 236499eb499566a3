package io.reinstate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Nothing is shipped that nobody has looked at. */
class ShippedJarsIT {

  private static final Pattern NAME = Pattern.compile("BOOT-INF/lib/(.+?)-\\d+\\.[^/]*\\.jar");
  private static final Pattern ROW = Pattern.compile("(?m)^\\| `[^`]+` \\| `([^`]+)` \\| ");

  @Test
  void everyJarIsInTheListOfDependencies() throws IOException {
    var shipped = new TreeSet<String>();
    try (var jars = Files.newDirectoryStream(Path.of("target"), "reinstate-*.jar")) {
      try (var jar = new JarFile(jars.iterator().next().toFile())) {
        jar.stream()
            .map(entry -> NAME.matcher(entry.getName()))
            .filter(name -> name.matches())
            .forEach(name -> shipped.add(name.group(1)));
      }
    }
    var listed = new TreeSet<String>();
    var rows = ROW.matcher(Files.readString(Path.of("docs/dependencies.md")));
    while (rows.find()) {
      listed.add(rows.group(1));
    }

    assertThat(shipped).as("jars shipped, and listed in docs/dependencies.md").isEqualTo(listed);
  }
}
