package io.reinstate.attack;

import io.reinstate.snapshot.Needs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The user of the operating system that Reinstate runs as. */
enum RunsAs {
  /** Root: needs a build that is run by root. */
  ROOT {
    @Override
    List<String> prefix() {
      Needs.root();
      return List.of();
    }
  },

  /** A user of no rights: {@code reinstate} where there is one, else Debian's {@code daemon}. */
  SERVICE_USER {
    @Override
    List<String> prefix() {
      if (!"root".equals(System.getProperty("user.name"))) {
        return List.of();
      }
      Needs.programs("setpriv");
      return List.of("setpriv", "--reuid=" + NAME, "--regid=" + NAME, "--init-groups", "--");
    }
  };

  /** Name of the service user, and of its group. */
  static final String NAME =
      Files.isDirectory(Path.of("/var/lib/reinstate")) ? "reinstate" : "daemon";

  private AttackedReinstate running;

  /** What precedes a command that this user runs; the test is skipped where that cannot be. */
  abstract List<String> prefix();

  /** The running server with the demo, the same one for all tests of a JVM. */
  synchronized AttackedReinstate reinstate() {
    var prefix = prefix();
    if (running == null) {
      running = new AttackedReinstate(this, prefix).start();
    }
    return running;
  }
}
