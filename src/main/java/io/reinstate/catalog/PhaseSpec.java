package io.reinstate.catalog;

import java.util.List;

/**
 * Modules that were introduced together and are rolled back together.
 *
 * @param title what people call it
 * @param modules in the order in which they were introduced
 * @param install run one after the other in the home directory before the services start: brings
 *     the package dependencies back to what the restored lock file says
 * @param lockFiles globs of the managed files that pin the dependencies; any rollback that changes
 *     one of them installs as well. A phase rollback and a full restore install in any case
 */
public record PhaseSpec(
    String title, List<ModuleId> modules, List<CommandSpec> install, List<String> lockFiles) {

  public PhaseSpec {
    modules = List.copyOf(modules);
    install = List.copyOf(install);
    lockFiles = List.copyOf(lockFiles);
  }
}
