package io.reinstate.database.product;

import io.reinstate.ReinstateException;
import java.nio.file.Path;

/** A dump is damaged, is none, or is one of another database. Trying again does not help. */
public final class DumpUnusable extends ReinstateException {

  private static final long serialVersionUID = 1L;

  private DumpUnusable(String what, Path dump, String next) {
    super(what, dump.toString(), next);
  }

  public static DumpUnusable damaged(Path dump, String why) {
    return new DumpUnusable(
        "The dump cannot be read: " + why, dump, "The live database is untouched. Take another.");
  }

  public static DumpUnusable ofAnother(Path dump, String what) {
    return new DumpUnusable(
        what, dump, "The live database is untouched. Take a dump of this database.");
  }

  @Override
  public boolean mayPass() {
    return false;
  }
}
