package io.reinstate.storage;

import io.reinstate.ReinstateException;
import io.reinstate.catalog.application.SystemUser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;

/** A directory of Reinstate's own is another user's, or everybody can put another one there. */
public final class PlaceOfOthers extends ReinstateException {

  private static final long serialVersionUID = 1L;

  private static final int EVERYBODY_WRITES = 0002;
  private static final int STICKY = 01000;

  private final String what;
  private final String next;

  private PlaceOfOthers(String what, Path where, String next) {
    super(what, where.toString(), next);
    this.what = what + " (" + where + ")";
    this.next = next;
  }

  /** What is wrong, and where. */
  public String what() {
    return what;
  }

  /** What to do next. */
  public String next() {
    return next;
  }

  @Override
  public boolean mayPass() {
    return false;
  }

  /** Looks at it, if it exists, and at every directory on the way to it, behind links, too. */
  static void refuse(Path directory) throws IOException {
    var absolute = directory.toAbsolutePath().normalize();
    if (Files.exists(absolute)) {
      refuseAnother(absolute);
      refuseOpen(absolute.toRealPath().getParent(), absolute);
    }
    refuseOpen(absolute.getParent(), absolute);
  }

  private static void refuseAnother(Path directory) throws IOException {
    var owner = Integer.toUnsignedLong((Integer) attributes(directory).get("uid"));
    var own = SystemUser.own();
    if (owner != own.uid()) {
      throw new PlaceOfOthers(
          "Reinstate runs as "
              + own.name()
              + ", and its directory belongs to another user, uid "
              + owner,
          directory,
          "Run it as that user; or find out who made the directory, and give it away with: chown -R "
              + own.name()
              + " "
              + directory);
    }
  }

  private static void refuseOpen(Path way, Path directory) throws IOException {
    for (var each :
        Stream.<Path>iterate(way, path -> path != null, Path::getParent)
            .filter(Files::exists)
            .toList()) {
      var mode = (Integer) attributes(each).get("mode");
      if ((mode & EVERYBODY_WRITES) != 0 && (mode & STICKY) == 0) {
        throw new PlaceOfOthers(
            "Everybody can write to " + each + ", and so put other files in Reinstate's place",
            directory,
            "Close it with: chmod o-w "
                + each
                + " (or set its sticky bit), or choose another place.");
      }
    }
  }

  private static Map<String, Object> attributes(Path path) throws IOException {
    return Files.readAttributes(path, "unix:uid,mode");
  }
}
