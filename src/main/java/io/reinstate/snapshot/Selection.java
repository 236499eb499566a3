package io.reinstate.snapshot;

import io.reinstate.catalog.application.FilePatterns;
import io.reinstate.catalog.application.ModuleId;
import java.util.List;

/** How much of a snapshot is meant. */
public sealed interface Selection {

  /** Every managed file, and none of customers' data. */
  static Selection everything() {
    return new Everything();
  }

  /**
   * Every managed file but those that these patterns match; they are somebody else's matter. In the
   * journal it is every managed file.
   */
  static Selection everythingBut(List<String> patterns) {
    return new EverythingBut(patterns);
  }

  /**
   * Customers' data and no managed file, of a snapshot that holds it ({@link
   * io.reinstate.catalog.application.StateSpec#data}). What customers wrote since is exchanged for
   * what was there then, and comes back when the exchange is reverted.
   */
  static Selection data() {
    return new Data();
  }

  /** The files of one module, by the patterns the catalog gives it today. */
  static Selection module(ModuleId module) {
    return new Module(module);
  }

  /** Files that match one of these patterns, under a name for people and for the journal. */
  static Selection files(String name, List<FilePatterns> patterns) {
    return new Files(name, patterns);
  }

  /**
   * Managed files that match these patterns, to be taken away whatever the snapshot has of them;
   * they come back when the exchange is reverted.
   */
  static Selection removal(String name, FilePatterns files) {
    return new Removal(name, files);
  }

  /** No file at all. */
  static Selection nothing() {
    return new Nothing();
  }

  /** No file at all. */
  record Nothing() implements Selection {
    @Override
    public String toString() {
      return "nothing";
    }
  }

  /** Files that match one of these patterns. */
  record Files(String name, List<FilePatterns> patterns) implements Selection {
    public Files {
      patterns = List.copyOf(patterns);
    }

    @Override
    public String toString() {
      return name;
    }
  }

  /** Files that match these patterns, to be taken away. */
  record Removal(String name, FilePatterns files) implements Selection {

    /** How it begins in the journal. */
    public static final String PREFIX = "removal of ";

    @Override
    public String toString() {
      return PREFIX + name;
    }
  }

  /** Every managed file. */
  record Everything() implements Selection {
    @Override
    public String toString() {
      return "everything";
    }
  }

  /** Every managed file but what these patterns match. */
  record EverythingBut(List<String> patterns) implements Selection {
    public EverythingBut {
      patterns = List.copyOf(patterns);
    }

    @Override
    public String toString() {
      return "everything";
    }
  }

  /** Customers' data. */
  record Data() implements Selection {
    @Override
    public String toString() {
      return "data";
    }
  }

  /** The files of one module. */
  record Module(ModuleId module) implements Selection {
    @Override
    public String toString() {
      return "module " + module;
    }
  }
}
