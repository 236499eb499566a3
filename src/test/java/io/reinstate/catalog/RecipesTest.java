package io.reinstate.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.eclipse.jgit.api.Git;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The catalog of each recipe is one that Reinstate loads, once its home directory is there. */
class RecipesTest {

  @TempDir Path directory;

  static List<Recipe> recipes() throws IOException {
    return Recipe.all();
  }

  @ParameterizedTest
  @MethodSource("recipes")
  void itsCatalogLoads(Recipe recipe) throws Exception {
    var home = Files.createDirectories(directory.resolve("srv").resolve(recipe.name()));
    Git.init().setDirectory(home.toFile()).call().close();
    var catalog = Files.createDirectory(directory.resolve("catalog"));
    Files.writeString(
        catalog.resolve(recipe.name() + ".yaml"),
        recipe.in(home).replaceAll("\"env:[A-Z_]+\"", "\"env:PATH\""));

    var loaded = new CatalogLoader(directory.resolve("state")).load(List.of(catalog));

    assertThat(loaded.application(new ApplicationId(recipe.name())).home()).isEqualTo(home);
  }

  @ParameterizedTest
  @MethodSource("recipes")
  void theListHasIt(Recipe recipe) {
    assertThat(Recipe.PAGES.resolve("README.md"))
        .content()
        .contains("(" + recipe.page().getFileName() + ")");
  }
}
