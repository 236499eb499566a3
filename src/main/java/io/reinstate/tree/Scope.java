package io.reinstate.tree;

import java.nio.file.Path;

/** Which paths, relative to the home directory, are meant. */
public interface Scope {

  boolean includes(Path relative);

  /** Whether something below the directory can be meant; false spares walking it. */
  boolean mayIncludeBelow(Path directory);

  default boolean includes(String path) {
    return includes(Path.of(path));
  }

  /** What is meant by either. */
  default Scope or(Scope other) {
    var self = this;
    return new Scope() {
      @Override
      public boolean includes(Path relative) {
        return self.includes(relative) || other.includes(relative);
      }

      @Override
      public boolean mayIncludeBelow(Path directory) {
        return self.mayIncludeBelow(directory) || other.mayIncludeBelow(directory);
      }
    };
  }

  /** What is meant by both. */
  default Scope and(Scope other) {
    var self = this;
    return new Scope() {
      @Override
      public boolean includes(Path relative) {
        return self.includes(relative) && other.includes(relative);
      }

      @Override
      public boolean mayIncludeBelow(Path directory) {
        return self.mayIncludeBelow(directory) && other.mayIncludeBelow(directory);
      }
    };
  }
}
