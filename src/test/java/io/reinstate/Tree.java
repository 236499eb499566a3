package io.reinstate;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A home directory to compare before and after. */
final class Tree {

  private Tree() {}

  /**
   * Every file by its path, with its content and when it was written.
   *
   * @param except directories that are left out, for others write there meanwhile
   */
  static Map<String, String> of(Path home, String... except) throws IOException {
    var files = contents(home, except);
    for (var file : files.entrySet()) {
      var written = Files.getLastModifiedTime(home.resolve(file.getKey()));
      file.setValue(written + " " + file.getValue());
    }
    return files;
  }

  /** The same without the times: a file may have been written, and be as it was. */
  static Map<String, String> contents(Path home, String... except) throws IOException {
    var files = new TreeMap<String, String>();
    try (var paths = Files.walk(home)) {
      for (var path : paths.filter(Files::isRegularFile).toList()) {
        var name = home.relativize(path).toString();
        if (Stream.of(except).noneMatch(directory -> name.startsWith(directory + "/"))) {
          files.put(name, Files.readString(path, StandardCharsets.ISO_8859_1));
        }
      }
    }
    return files;
  }
}
