package io.reinstate.storage;

import com.sun.security.auth.module.UnixSystem;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayDeque;

/** The way to a directory that an administrator named, from the root of all, name by name. */
final class Way {

  private static final int MOST_LINKS = 40;
  private static final long USER = new UnixSystem().getUid();

  private Way() {}

  static HeldDirectory to(Path directory) throws IOException {
    var names = new ArrayDeque<String>();
    push(names, directory.toAbsolutePath().normalize());
    var links = 0;
    var at = HeldDirectory.root();
    try {
      while (!names.isEmpty()) {
        var name = names.pop();
        HeldDirectory next;
        try {
          next = at.directory(name);
        } catch (NotDirectoryException e) {
          var target = at.shown().resolve(trusted(at, name)).normalize();
          if (++links > MOST_LINKS) {
            throw new FileSystemException(directory.toString(), null, "too many links lead there");
          }
          push(names, target);
          next = HeldDirectory.root();
        }
        at.close();
        at = next;
      }
      return at;
    } catch (IOException | IllegalArgumentException e) {
      at.close();
      throw e;
    }
  }

  private static void push(ArrayDeque<String> names, Path path) {
    for (var i = path.getNameCount() - 1; i >= 0; i--) {
      if (!path.getName(i).toString().isEmpty()) {
        names.push(path.getName(i).toString());
      }
    }
  }

  private static Path trusted(HeldDirectory at, String name) throws IOException {
    var link = at.name(name);
    var shown = at.shown().resolve(name);
    if (!Files.isSymbolicLink(link)) {
      throw new NotDirectoryException(shown.toString());
    }
    var owner = ((Integer) Files.getAttribute(link, "unix:uid", LinkOption.NOFOLLOW_LINKS));
    if (owner != 0 && owner.longValue() != USER) {
      throw new FileSystemException(
          shown.toString(), null, shown + " is a link that another user made, and is not followed");
    }
    return Files.readSymbolicLink(link);
  }
}
