package io.reinstate.host;

import io.reinstate.catalog.application.SystemUser;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How a program gets another user's rights and no others: setpriv (util-linux) gives Reinstate's
 * up, and only then a shell of that user takes the catalog's variables, from its standard input.
 * What still runs with all rights never sees a PATH or an LD_LIBRARY_PATH of the application.
 *
 * <p>The user keeps the ways to more rights that it has at a login, such as {@code sudo systemctl}:
 * neither {@code --no-new-privs} nor an empty bounding set, which would break them.
 */
public final class GivenUp {

  /** Part of every command line before the program's own begins. */
  public static final String MARK = "reinstate-gave-up-rights";

  private static final String TAKE_VARIABLES = "eval \"$(command -p cat)\"; exec \"$@\" </dev/null";
  private static final String WRITE_TO_LOG = "exec >>\"$1\" 2>&1; shift; ";

  private GivenUp() {}

  /** What stands in front of a program that this user runs. */
  static List<String> to(SystemUser user) {
    return arguments(user, TAKE_VARIABLES);
  }

  /** The same for a program whose output goes to a log that the user itself opens. */
  public static List<String> to(SystemUser user, Path log) {
    var arguments = new ArrayList<>(arguments(user, WRITE_TO_LOG + TAKE_VARIABLES));
    arguments.add(log.toString());
    return arguments;
  }

  private static List<String> arguments(SystemUser user, String script) {
    return List.of(
        program("setpriv"),
        "--reuid=" + user.uid(),
        "--regid=" + user.gid(),
        "--init-groups",
        "--inh-caps=-all",
        "--",
        "/bin/sh",
        "-c",
        script,
        MARK);
  }

  /** The file of a program of the system, looked for on Reinstate's own PATH. */
  public static String program(String name) {
    var path = System.getenv().getOrDefault("PATH", ProcessEnvironment.DEFAULT_PATH);
    return Stream.of(path.split(":"))
        .filter(entry -> entry.startsWith("/"))
        .map(entry -> Path.of(entry, name))
        .filter(Files::isExecutable)
        .map(Path::toString)
        .findFirst()
        .orElseThrow(
            () ->
                new CommandNotStarted(
                    name, "there is no such program on the PATH of Reinstate", path, null));
  }

  /** Variables as text for the shell. */
  static String exports(Map<String, String> variables) {
    return variables.entrySet().stream()
        .map(each -> "export " + each.getKey() + "='" + each.getValue().replace("'", "'\\''") + "'")
        .collect(Collectors.joining("\n"));
  }
}
