package io.reinstate.catalog.application;

import com.sun.security.auth.module.UnixSystem;
import io.reinstate.ReinstateException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * Where Reinstate keeps what is under way, there is something that others made, or can enter.
 * Nothing in it is believed.
 */
public final class ForeignWorkDirectory extends ReinstateException {

  private static final long serialVersionUID = 1L;

  private static final int OTHERS = 0077;
  private static final long USER = new UnixSystem().getUid();

  private ForeignWorkDirectory(String what, Path directory, IOException cause) {
    super(
        what,
        directory.toString(),
        "Nothing in it is believed. Find out who made it, and move it away; or call Reinstate as"
            + " the user who owns it.",
        cause);
  }

  /** Does nothing where nothing is yet. */
  static void unlessOwn(Path directory) {
    try {
      var found =
          Files.readAttributes(directory, "unix:isDirectory,uid,mode", LinkOption.NOFOLLOW_LINKS);
      if (!Boolean.TRUE.equals(found.get("isDirectory"))) {
        throw new ForeignWorkDirectory("The work directory is a link or a file", directory, null);
      } else if (((Integer) found.get("uid")).longValue() != USER) {
        throw new ForeignWorkDirectory("The work directory is another user's", directory, null);
      } else if (((Integer) found.get("mode") & OTHERS) != 0) {
        throw new ForeignWorkDirectory(
            "The work directory is open to others than its owner", directory, null);
      }
    } catch (NoSuchFileException e) {
      return;
    } catch (IOException e) {
      throw new ForeignWorkDirectory("The work directory cannot be looked at", directory, e);
    }
  }
}
