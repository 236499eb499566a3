package io.reinstate.toggle;

import java.util.List;
import java.util.stream.Stream;

/** The names and indexes of a JSON pointer (RFC 6901), from the outside in. */
final class Pointer {

  private Pointer() {}

  static List<String> names(String pointer) {
    return Stream.of(pointer.substring(1).split("/", -1))
        .map(name -> name.replace("~1", "/").replace("~0", "~"))
        .toList();
  }
}
