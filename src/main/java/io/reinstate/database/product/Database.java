package io.reinstate.database.product;

import java.nio.file.Path;
import java.util.List;

/** A database of an application, of any product. */
public interface Database {

  /** For messages. */
  String where();

  DumpFormat format();

  /** Writes a dump over a file that is there already, whole and verified, synced to the disk. */
  void dump(Path file);

  /** Asks the live one. */
  Questions ask();

  /** A restore of that key, which need not have begun. */
  DatabaseRestore restore(RestoreKey key, RestoreCheckpoint checkpoint);

  /** The restores that left something behind. */
  List<RestoreKey> begun();
}
