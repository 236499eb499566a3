package io.reinstate.catalog.application;

import java.util.List;
import java.util.Optional;

/**
 * Modules that were introduced together and are rolled back together.
 *
 * @param title what people call it
 * @param modules in the order in which they were introduced
 * @param install run one after the other in the home directory before the services start: brings
 *     the package dependencies back to what the restored lock file says
 * @param lockFiles globs of the managed files that pin the dependencies; any rollback that changes
 *     one of them installs as well. A phase rollback and a full restore ask in any case
 * @param installed ends with 0 when what is installed is what the lock files say, so that nothing
 *     has to be installed
 */
public record PhaseSpec(
    String title,
    List<ModuleId> modules,
    List<CommandSpec> install,
    List<String> lockFiles,
    Optional<CommandSpec> installed) {

  public PhaseSpec {
    modules = List.copyOf(modules);
    install = List.copyOf(install);
    lockFiles = List.copyOf(lockFiles);
  }
}
