package io.reinstate.chaos;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The managed files of a release: content by path. Two trees are the same when every path and every
 * SHA-256 is.
 */
record Tree(SortedMap<String, String> files) {

  static final List<String> MANAGED = List.of("app", "config", "parts", "stock");

  private static final int BYTES = 1000;

  /** Files of configuration and stock together. */
  private static final int FEW = 16;

  /** The last good release: two thirds of the files belong to {@code parts}. */
  static Tree good(int files) {
    var random = new Random(files);
    var tree = new TreeMap<String, String>();
    for (var i = 0; i < files; i++) {
      tree.put(path(i), text("good", random));
    }
    for (var i = 0; i < FEW; i++) {
      tree.put(few(i), text("good", random));
    }
    MANAGED.forEach(part -> tree.put(part + "/release", "good"));
    tree.put("parts/works", "yes");
    tree.put("stock/works", "yes");
    return new Tree(tree);
  }

  /** The release that does not work: of ten files two are changed, one is gone and one is new. */
  Tree broken() {
    var random = new Random(1);
    var tree = new TreeMap<>(files);
    for (var i = 0; i < FEW / 2; i++) {
      tree.put(few(i), text("broken", random));
    }
    tree.remove(few(FEW - 1));
    tree.remove(few(FEW - 2));
    for (var i = 0; files.containsKey(path(i)); i++) {
      switch (i % 10) {
        case 0, 1 -> tree.put(path(i), text("broken", random));
        case 2 -> tree.remove(path(i));
        case 3 -> tree.put(path(i) + "-new", text("broken", random));
        default -> {}
      }
    }
    tree.put("config/new", "broken");
    tree.put("stock/new", "broken");
    MANAGED.forEach(part -> tree.put(part + "/release", "broken"));
    tree.put("parts/works", "no");
    return new Tree(tree);
  }

  /** This tree with some parts of another. */
  Tree with(Tree other, String... parts) {
    var tree = new TreeMap<>(files);
    for (var part : parts) {
      tree.keySet().removeIf(path -> path.startsWith(part + "/"));
      other.files.forEach(
          (path, text) -> {
            if (path.startsWith(part + "/")) {
              tree.put(path, text);
            }
          });
    }
    return new Tree(tree);
  }

  /** How many paths are not the same in both. */
  long differences(Tree other) {
    var paths = new TreeSet<>(files.keySet());
    paths.addAll(other.files.keySet());
    return paths.stream()
        .filter(path -> !Objects.equals(files.get(path), other.files.get(path)))
        .count();
  }

  String text(String path) {
    return files.get(path);
  }

  private static String path(int i) {
    return (i % 3 == 0 ? "app" : "parts") + "/%03d/file-%04d".formatted(i / 20, i);
  }

  private static String few(int i) {
    return (i % 2 == 0 ? "config" : "stock") + "/few-%02d".formatted(i);
  }

  private static String text(String release, Random random) {
    var bytes = new byte[BYTES / 2];
    random.nextBytes(bytes);
    return release + " " + HexFormat.of().formatHex(bytes);
  }

  /** Deploys it into a home directory, as a person would copy it there. */
  void deployTo(Path home) {
    try {
      for (var path : sums(home).keySet()) {
        if (!files.containsKey(path)) {
          Files.delete(home.resolve(path));
        }
      }
      for (var file : files.entrySet()) {
        var path = home.resolve(file.getKey());
        Files.createDirectories(path.getParent());
        if (!Files.exists(path) || !Files.readString(path).equals(file.getValue())) {
          Files.writeString(path, file.getValue());
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** How a home directory differs from it; empty when it does not. */
  List<String> differencesTo(Path home) {
    var found = sums(home);
    var wanted = new TreeMap<String, String>();
    files.forEach((path, text) -> wanted.put(path, sha256(text.getBytes(StandardCharsets.UTF_8))));
    var differences = new ArrayList<String>();
    for (var path : wanted.keySet()) {
      if (!found.containsKey(path)) {
        differences.add(path + " is missing");
      } else if (!found.get(path).equals(wanted.get(path))) {
        differences.add(path + " has other content");
      }
    }
    found.keySet().stream()
        .filter(path -> !wanted.containsKey(path))
        .forEach(path -> differences.add(path + " is too many"));
    return differences;
  }

  private static Map<String, String> sums(Path home) {
    var sums = new TreeMap<String, String>();
    for (var directory : MANAGED) {
      var top = home.resolve(directory);
      if (!Files.isDirectory(top)) {
        continue;
      }
      try (var paths = Files.walk(top)) {
        for (var path : (Iterable<Path>) paths.filter(Files::isRegularFile)::iterator) {
          sums.put(home.relativize(path).toString(), sha256(Files.readAllBytes(path)));
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return sums;
  }

  static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
