package io.reinstate.catalog;

import io.reinstate.catalog.application.SystemUser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;

/** A directory with application files, and their homes beside it. */
public record CatalogFixture(Path root) {

  /** The annotated example, with a secret that is there. */
  static String example() throws IOException {
    try (var stream = CatalogFixture.class.getResourceAsStream("/catalog.example.yaml")) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8)
          .replace("\nuser: root\n", "\nuser: \"" + SystemUser.own().name() + "\"\n")
          .replace("env:SHOP_TOKEN", "env:PATH")
          .replace("env:ORDERS_PASSWORD", "env:PATH")
          .replace("/usr/lib/postgresql/15/bin", "/usr/bin");
    }
  }

  public Path directory() throws IOException {
    return Files.createDirectories(root.resolve("catalog"));
  }

  public Path home(String application) throws IOException {
    return Files.createDirectories(root.resolve(application));
  }

  /** Writes a file of the catalog, with the key {@code user} at its end, and its home. */
  public CatalogFixture with(String application, String yaml) throws IOException {
    home(application);
    if (yaml.contains("\nreleases:")) {
      repository(application);
    }
    var file = yaml.contains("home:") && !yaml.contains("\nuser:") ? OwnEntry.of(yaml) : yaml;
    return write(application, file);
  }

  /** Writes a file of the catalog as it is. */
  public CatalogFixture write(String application, String yaml) throws IOException {
    Files.writeString(directory().resolve(application + ".yaml"), yaml);
    return this;
  }

  /** Makes a home a git repository with a remote. */
  public Path repository(String application) throws IOException {
    try (var git = Git.init().setDirectory(home(application).toFile()).call()) {
      var config = git.getRepository().getConfig();
      config.setString("remote", "origin", "url", "https://git.example.org/shop.git");
      config.save();
      return home(application);
    } catch (GitAPIException e) {
      throw new IOException(e);
    }
  }

  public Catalog load() throws IOException {
    return new CatalogLoader(root.resolve("state")).load(List.of(directory()));
  }

  /** What is wrong, without the directory's name. */
  public List<String> problems() throws IOException {
    var prefix = directory().toRealPath() + "/";
    return load().refused().stream()
        .flatMap(refused -> refused.problems().stream())
        .map(problem -> problem.toString().replace(prefix, ""))
        .toList();
  }
}
