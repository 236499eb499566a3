package io.reinstate.host;

import io.reinstate.ReinstateException;
import java.nio.file.Path;

/**
 * A command was not run, for an earlier run, left by a Reinstate that was killed, has not ended.
 */
public final class EarlierRunLives extends ReinstateException {

  private static final long serialVersionUID = 1L;

  EarlierRunLives(Command command, Path lock) {
    super(
        "«%s» was not run: an earlier run of it or of another command, left by a Reinstate that died, has not ended within %.1f s"
            .formatted(command, command.timeout().toMillis() / 1000.0),
        command.directory().toString(),
        "Find it with «fuser " + lock + "», wait for it or end it, then try again.");
  }
}
