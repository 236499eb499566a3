package io.reinstate.catalog.application;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A command of the catalog that is run to its end.
 *
 * @param run program and arguments; never passed through a shell
 * @param environment variables with plain values; the only ones it gets besides PATH, HOME, USER,
 *     LANG and TZ
 * @param secrets variables whose values are looked up when it runs
 * @param timeout how long it may take
 */
public record CommandSpec(
    List<String> run,
    Map<String, String> environment,
    Map<String, SecretReference> secrets,
    Duration timeout) {

  public CommandSpec {
    run = List.copyOf(run);
    environment = Map.copyOf(environment);
    secrets = Map.copyOf(secrets);
  }

  /** Program and arguments, for people; variables are left out. */
  public String line() {
    return String.join(" ", run);
  }
}
