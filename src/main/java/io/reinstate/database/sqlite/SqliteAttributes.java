package io.reinstate.database.sqlite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Mode, owner and group of a file. */
final class SqliteAttributes {

  private static final List<String> OWNERS = List.of("unix:uid", "unix:gid");

  private SqliteAttributes() {}

  /** Gives a file those of another; where there is no other, it keeps what it has. */
  static void copy(Path from, Path to) throws IOException {
    if (!Files.exists(from)) {
      return;
    }
    for (var owner : OWNERS) {
      if (!Files.getAttribute(to, owner).equals(Files.getAttribute(from, owner))) {
        Files.setAttribute(to, owner, Files.getAttribute(from, owner));
      }
    }
    Files.setPosixFilePermissions(to, Files.getPosixFilePermissions(from));
  }
}
