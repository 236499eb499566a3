package io.reinstate.release;

import com.fasterxml.jackson.databind.JsonNode;
import io.reinstate.catalog.application.Application;
import io.reinstate.host.FilesAs;
import io.reinstate.storage.HeldTree;
import io.reinstate.storage.Json;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Compares a lock file with what npm or pnpm noted about what it installed.
 *
 * <p>npm (7 and later) writes {@code node_modules/.package-lock.json} at the end of an installation
 * (docs.npmjs.com, «Hidden lockfiles»): equal are the same packages with the same sources and
 * digests, each of which lies there in that version; optional packages, which depend on the
 * machine, and all development packages together may be missing. pnpm keeps the lock file it
 * installed as {@code node_modules/.pnpm/lock.yaml}.
 */
final class InstalledPackages {

  private static final int LONGEST = 64 * 1024 * 1024;
  private static final Set<String> NPM = Set.of("package-lock.json", "npm-shrinkwrap.json");
  private static final String PNPM = "pnpm-lock.yaml";
  private static final String MODULES = "node_modules/";

  /** What makes a package the same one. */
  private static final List<String> IDENTITY = List.of("version", "resolved", "integrity", "link");

  private final HeldTree home;

  private InstalledPackages(HeldTree home) {
    this.home = home;
  }

  /**
   * Why the packages in the home directory are not, or may not be, those of the lock files; empty
   * when they are.
   *
   * @param lockFiles paths in the home directory; a glob cannot be compared
   */
  static Optional<String> difference(Application application, List<String> lockFiles) {
    if (lockFiles.isEmpty()) {
      return Optional.of("the catalog names no lock file");
    }
    try {
      return FilesAs.call(
          application.user(),
          () -> {
            try (var home = HeldTree.of(application.home())) {
              return new InstalledPackages(home).difference(lockFiles);
            }
          });
    } catch (IOException e) {
      return Optional.of("it cannot be read: " + e.getMessage());
    }
  }

  private Optional<String> difference(List<String> lockFiles) throws IOException {
    for (var lockFile : lockFiles) {
      var slash = lockFile.lastIndexOf('/') + 1;
      var name = lockFile.substring(slash);
      var modules = lockFile.substring(0, slash) + MODULES;
      Optional<String> difference;
      if (NPM.contains(name)) {
        difference = npm(lockFile, modules);
      } else if (PNPM.equals(name)) {
        difference = pnpm(lockFile, modules);
      } else {
        difference = Optional.of("what was installed from " + lockFile + " is not known");
      }
      if (difference.isPresent()) {
        return difference;
      }
    }
    return Optional.empty();
  }

  private Optional<String> pnpm(String lockFile, String modules) throws IOException {
    var wanted = bytes(lockFile);
    var installed = bytes(modules + ".pnpm/lock.yaml");
    return wanted.isPresent()
            && installed.isPresent()
            && Arrays.equals(wanted.get(), installed.get())
        ? Optional.empty()
        : Optional.of(modules + ".pnpm/lock.yaml does not equal " + lockFile);
  }

  private Optional<String> npm(String lockFile, String modules) throws IOException {
    var wanted = packages(lockFile);
    var noted = packages(modules + ".package-lock.json");
    if (wanted.isEmpty() || noted.isEmpty()) {
      var missing = wanted.isEmpty() ? lockFile : modules + ".package-lock.json";
      return Optional.of(missing + " is not there, or tells no packages");
    }
    return missing(wanted.get(), noted.get())
        .or(() -> other(wanted.get(), noted.get()))
        .map(name -> name + " in " + lockFile)
        .or(() -> notThere(noted.get(), modules));
  }

  private static Optional<String> missing(JsonNode wanted, JsonNode noted) {
    var development = noted.findValues("dev").stream().anyMatch(JsonNode::asBoolean);
    for (var entry : wanted.properties()) {
      var needed = entry.getValue();
      var mayMiss =
          entry.getKey().isEmpty()
              || needed.path("optional").asBoolean()
              || needed.path("devOptional").asBoolean()
              || (!development && needed.path("dev").asBoolean());
      if (!mayMiss && !noted.has(entry.getKey())) {
        return Optional.of(entry.getKey() + " is not installed as");
      }
    }
    return Optional.empty();
  }

  private static Optional<String> other(JsonNode wanted, JsonNode noted) {
    for (var entry : noted.properties()) {
      var here = entry.getValue();
      var there = wanted.path(entry.getKey());
      if (there.isMissingNode()
          || IDENTITY.stream().anyMatch(key -> !here.path(key).equals(there.path(key)))) {
        return Optional.of(entry.getKey() + " is another one than");
      }
    }
    return Optional.empty();
  }

  /** What was deleted or replaced by hand since. */
  private Optional<String> notThere(JsonNode noted, String modules) {
    var below = modules.substring(0, modules.length() - MODULES.length());
    for (var entry : noted.properties()) {
      var path = below + entry.getKey() + "/package.json";
      if (entry.getKey().contains(MODULES) && !entry.getValue().path("link").asBoolean()) {
        var version = version(path);
        if (!version.equals(entry.getValue().path("version").asText())) {
          return Optional.of(path + " is not of the version that was installed");
        }
      }
    }
    return Optional.empty();
  }

  private String version(String path) {
    try {
      return json(path).map(content -> content.path("version").asText()).orElse("");
    } catch (IOException e) {
      return "";
    }
  }

  private Optional<JsonNode> packages(String path) throws IOException {
    return json(path)
        .map(content -> content.path("packages"))
        .filter(packages -> packages.isObject() && !packages.isEmpty());
  }

  private Optional<JsonNode> json(String path) throws IOException {
    var content = bytes(path);
    return content.isEmpty() ? Optional.empty() : Optional.of(Json.MAPPER.readTree(content.get()));
  }

  private Optional<byte[]> bytes(String path) throws IOException {
    try (var in = home.read(path)) {
      var content = in.readNBytes(LONGEST + 1);
      if (content.length > LONGEST) {
        throw new IOException(path + " is longer than " + LONGEST + " bytes");
      }
      return Optional.of(content);
    } catch (NoSuchFileException | NotDirectoryException e) {
      return Optional.empty();
    }
  }
}
