package io.reinstate.tree;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Locale;

/** What a path is, symbolic links not followed. */
public enum FileType {
  FILE,
  DIRECTORY,
  LINK,
  /** A named pipe, a socket or a device: never in a snapshot, never touched. */
  SPECIAL;

  @JsonValue
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  @JsonCreator
  static FileType parse(String text) {
    for (var type : values()) {
      if (type != SPECIAL && type.text().equals(text)) {
        return type;
      }
    }
    throw new IllegalArgumentException(
        "«" + text + "» is not a type that is restored: file, directory or link");
  }

  static FileType of(BasicFileAttributes attributes) {
    if (attributes.isRegularFile()) {
      return FILE;
    } else if (attributes.isDirectory()) {
      return DIRECTORY;
    }
    return attributes.isSymbolicLink() ? LINK : SPECIAL;
  }

  public boolean isLeaf() {
    return this == FILE || this == LINK;
  }
}
