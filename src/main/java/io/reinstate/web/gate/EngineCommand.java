package io.reinstate.web.gate;

import io.reinstate.web.Who;
import java.util.Set;

/**
 * One command of the engine's REST API, or of a webapp, that somebody may give from outside.
 *
 * @param who those that may
 * @param method of HTTP, {@code GET} for {@code HEAD} as well
 * @param template its path with names in braces, without an engine's name
 * @param body what is read of its body; a command that takes none has {@link EngineBody#NONE}
 * @param keys what the body may hold at its top
 */
record EngineCommand(Who who, String method, String template, EngineBody body, Set<String> keys) {

  EngineCommand {
    keys = Set.copyOf(keys);
  }

  /** What it is called by. */
  String name() {
    return method + " " + template;
  }
}
