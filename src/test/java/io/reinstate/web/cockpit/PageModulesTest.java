package io.reinstate.web.cockpit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A name that a module does not export keeps the whole page from being shown. */
class PageModulesTest {

  private static final Path MODULES =
      Path.of("src/main/resources/plugin-webapp/reinstate/app").toAbsolutePath();
  private static final Pattern IMPORT =
      Pattern.compile("^import \\{([^}]+)\\} from '(\\.[^']+)';", Pattern.MULTILINE);

  static Stream<Path> modules() throws IOException {
    return Files.walk(MODULES).filter(path -> path.toString().endsWith(".js"));
  }

  @ParameterizedTest
  @MethodSource("modules")
  void whatAModuleImportsIsExported(Path module) throws IOException {
    var imports = IMPORT.matcher(Files.readString(module)).results().toList();
    for (var imported : imports) {
      var from = module.resolveSibling(imported.group(2)).normalize();
      assertThat(from).as("imported by %s", module).exists();
      var text = Files.readString(from);
      for (var name : imported.group(1).split(",")) {
        assertThat(text)
            .as("%s, imported by %s", name.strip(), module)
            .containsPattern(
                "(?m)^export (async )?(function|const|class|let) "
                    + Pattern.quote(name.strip())
                    + "\\b|^export \\{[^}]*\\b"
                    + Pattern.quote(name.strip())
                    + "\\b[^}]*\\}");
      }
    }
  }
}
