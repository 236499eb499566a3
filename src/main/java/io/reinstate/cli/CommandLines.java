package io.reinstate.cli;

import io.reinstate.ReinstateException;
import io.reinstate.host.Interrupted;
import java.io.PrintWriter;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/**
 * The way in: runs one command and tells how it ended. Needs no database and no server.
 *
 * <p>Exit status 0: done. 1: it did not work; one line says what, where and what next. 2: there is
 * no such command, or its arguments are wrong.
 */
public final class CommandLines {

  private static final int FAILED = 1;
  private static final int USAGE = 2;

  private CommandLines() {}

  /** Whether these arguments are for the command line; without any, the server is meant. */
  public static boolean areMeant(String... arguments) {
    return arguments.length > 0
        && (!arguments[0].startsWith("--")
            || arguments[0].equals("--help")
            || arguments[0].equals("--version"));
  }

  /** Runs the command that the first argument names, and gives its exit status. */
  public static int run(String... arguments) {
    // Before anything asks for a logger: what commands have to say they print.
    System.setProperty("slf4j.provider", "org.slf4j.helpers.NOP_FallbackServiceProvider");
    System.setProperty("slf4j.internal.verbosity", "WARN");
    return run(new CommandLine(new TopCommand(new CommandBeans(Map.of()))), arguments);
  }

  /** Like {@link #run(String...)}, with settings before all others, and other streams. */
  static int run(
      Map<String, Object> settings, PrintWriter out, PrintWriter err, String... arguments) {
    return run(
        new CommandLine(new TopCommand(new CommandBeans(settings))).setOut(out).setErr(err),
        arguments);
  }

  private static int run(CommandLine line, String... arguments) {
    try (var beans = ((TopCommand) line.getCommand()).beans()) {
      return line.setExecutionExceptionHandler(CommandLines::failed)
          .setParameterExceptionHandler(CommandLines::misused)
          .execute(arguments);
    }
  }

  private static int failed(Exception failure, CommandLine line, ParseResult parsed) {
    line.getErr().println(sentence(failure));
    line.getErr().flush();
    return FAILED;
  }

  private static String sentence(Exception failure) {
    Throwable last = failure;
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof ReinstateException || cause instanceof Interrupted) {
        return cause.getMessage();
      }
      last = cause;
    }
    return "It did not work: " + last + ". Check the settings (docs/operations.md) and try again.";
  }

  private static int misused(ParameterException misuse, String[] arguments) {
    var line = misuse.getCommandLine();
    var err = line.getErr();
    if (line.getParent() == null && arguments.length > 0 && !arguments[0].startsWith("-")) {
      err.println("There is no command «" + arguments[0] + "». Those there are:");
      line.getSubcommands().keySet().forEach(name -> err.println("  " + name));
      err.println("Without a command the server starts. Try --help.");
    } else {
      err.println(misuse.getMessage());
      err.println("Try: " + line.getCommandSpec().qualifiedName() + " --help");
    }
    err.flush();
    return USAGE;
  }
}
