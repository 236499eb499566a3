package io.reinstate.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.ScopeType;

/** What stands above the commands. */
@Command(
    name = "reinstate",
    mixinStandardHelpOptions = true,
    scope = ScopeType.INHERIT,
    versionProvider = TopCommand.Version.class,
    synopsisSubcommandLabel = "COMMAND",
    description = {
      "Rolls applications back when the server is away. Without a command the server starts.",
      "Settings are the server's: application.yaml in the working directory, and the environment."
    },
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:Done.",
      "1:It did not work; one line says what, where, and what to do next.",
      "2:No such command, or wrong arguments."
    },
    subcommands = {
      Applications.class,
      Check.class,
      Status.class,
      ListSnapshots.class,
      Verify.class,
      Take.class,
      Compare.class,
      RecordBaseline.class,
      Restore.class,
      PutBack.class,
      Start.class,
      Stop.class,
      Minimal.class,
      BackUp.class,
      RestoreDatabase.class
    })
final class TopCommand {

  private final CommandBeans beans;

  TopCommand(CommandBeans beans) {
    this.beans = beans;
  }

  CommandBeans beans() {
    return beans;
  }

  /** The version of the jar. */
  static final class Version implements IVersionProvider {

    @Override
    public String[] getVersion() {
      var version = TopCommand.class.getPackage().getImplementationVersion();
      return new String[] {"reinstate " + (version == null ? "(not from a jar)" : version)};
    }
  }
}
