package io.reinstate.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.reinstate.catalog.application.ApplicationId;
import io.reinstate.catalog.application.SystemUser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The catalog on each page of {@code docs/recipes/}, its first block of YAML, loads on the machine
 * that the page is about. The test makes that machine in a temporary directory: absolute paths are
 * moved there, secrets and directories are made, whoever is to run it is the user of the tests.
 */
class RecipesTest {

  private static final Pattern PLACES = Pattern.compile("/(srv|var|etc|home|opt|usr/lib)/");

  @TempDir Path root;

  private Path machine;
  private JsonNode tree;
  private Path home;

  static List<Recipe> recipes() throws IOException {
    return Recipe.all();
  }

  @ParameterizedTest
  @MethodSource("recipes")
  void theListHasIt(Recipe recipe) {
    assertThat(Recipe.PAGES.resolve("README.md"))
        .content()
        .contains("(" + recipe.page().getFileName() + ")");
  }

  @ParameterizedTest
  @MethodSource("recipes")
  void catalogOfThePageLoads(Recipe recipe) throws Exception {
    machine = Files.createDirectories(root.toRealPath().resolve("machine"));
    var page = recipe.page();
    var text =
        PLACES
            .matcher(recipe.yaml())
            .replaceAll(machine + "/$1/")
            .replaceAll("env:\\w+", "env:PATH");
    tree = new YAMLMapper().readTree(text);
    var name = tree.path("application").asText();
    var user = SystemUser.own().name();
    text = text.replaceAll("(?m)^user: .*$", "user: \"" + user + "\"");
    var catalog = new CatalogFixture(machine);
    home = catalog.directory().resolve(tree.path("home").asText()).normalize();
    make();

    catalog.write(name, tree.has("user") ? text : OwnEntry.of(text));

    assertThat(catalog.problems()).as("problems of the catalog in %s", page).isEmpty();
    assertThat(catalog.load().application(new ApplicationId(name)).home()).isEqualTo(home);
  }

  private void make() throws IOException, GitAPIException {
    Files.createDirectories(home);
    if (tree.has("layout")) {
      Files.createDirectories(home.resolve("shared"));
      var release = Files.createDirectories(home.resolve("releases/20261129120000"));
      Files.createSymbolicLink(home.resolve("current"), release);
    }
    if (tree.has("releases")) {
      makeRepository();
    }
    for (var directory : texts("directory")) {
      Files.createDirectories(home.resolve(directory));
    }
    for (var file : texts("path")) {
      Files.createDirectories(home.resolve(file).getParent());
      Files.writeString(home.resolve(file), "");
    }
    for (var programs : texts("programs")) {
      makeProgram(home.resolve(programs).resolve("pg_restore"));
    }
    for (var secret : all(tree, "file:")) {
      var file = Path.of(secret.substring("file:".length()));
      Files.createDirectories(file.getParent());
      Files.writeString(file, "secret");
    }
  }

  private void makeRepository() throws IOException, GitAPIException {
    var releases = tree.path("releases");
    var place = home.resolve(releases.path("repository").asText(".")).normalize();
    var bare = !place.equals(home);
    try (var git = Git.init().setBare(bare).setDirectory(place.toFile()).call()) {
      var config = git.getRepository().getConfig();
      config.setString("remote", releases.path("remote").asText("origin"), "url", "../nowhere");
      config.save();
    }
  }

  private static void makeProgram(Path program) throws IOException {
    Files.createDirectories(program.getParent());
    Files.writeString(program, "#!/bin/sh\n");
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  /** Whatever stands under that key anywhere. */
  private List<String> texts(String key) {
    return tree.findValues(key).stream()
        .filter(JsonNode::isTextual)
        .map(JsonNode::textValue)
        .toList();
  }

  /** Every text that begins so. */
  private static List<String> all(JsonNode node, String beginning) {
    var found = new ArrayList<String>();
    if (node.isTextual() && node.textValue().startsWith(beginning)) {
      found.add(node.textValue());
    }
    node.forEach(each -> found.addAll(all(each, beginning)));
    return found;
  }
}
