package io.reinstate.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.reinstate.catalog.application.SystemUser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A page of {@code docs/recipes} with the catalog file that it proposes.
 *
 * @param page its path
 * @param name of the application
 * @param yaml the file as the page has it
 */
public record Recipe(Path page, String name, String yaml) {

  static final Path PAGES = Path.of("docs/recipes");

  private static final Pattern YAML = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);
  private static final Pattern NAME = Pattern.compile("^application: (\\S+)$", Pattern.MULTILINE);

  /** The recipe of that page, such as {@code node.md}. */
  public static Recipe of(String page) {
    return of(PAGES.resolve(page));
  }

  private static Recipe of(Path page) {
    try {
      var yaml = YAML.matcher(Files.readString(page));
      assertThat(yaml.find()).as("%s has a catalog", page).isTrue();
      var name = NAME.matcher(yaml.group(1));
      assertThat(name.find()).as("%s names its application", page).isTrue();
      return new Recipe(page, name.group(1), yaml.group(1));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<Recipe> all() throws IOException {
    try (var files = Files.list(PAGES)) {
      return files
          .filter(file -> file.toString().endsWith(".md") && !file.endsWith("README.md"))
          .sorted()
          .map(Recipe::of)
          .toList();
    }
  }

  /** The file for another home directory, with the rights of the tests. */
  public String in(Path home) {
    return yaml.replace("/srv/" + name, home.toString())
        .replaceFirst("(?m)^user: .*$", "user: \"" + SystemUser.own().name() + "\"");
  }
}
