package io.reinstate.host;

import io.reinstate.catalog.application.SecretReference;
import io.reinstate.catalog.application.SystemUser;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The variables a program of the catalog gets: a few harmless ones of Reinstate's own process, then
 * its own with plain values, then its secrets. Nothing else of ours leaks into it.
 */
public final class ProcessEnvironment {

  private static final List<String> BASE = List.of("PATH", "HOME", "USER", "LANG", "TZ", "TMPDIR");
  static final String DEFAULT_PATH = "/usr/local/bin:/usr/bin:/bin";

  private final Optional<SystemUser> another;
  private final Map<String, String> base = new HashMap<>();
  private final Map<String, String> variables = new HashMap<>();
  private final SecretMask mask;

  private ProcessEnvironment(
      Map<String, String> plain, Map<String, String> secrets, Optional<SystemUser> user) {
    another = user.filter(SystemUser::isAnother);
    BASE.forEach(name -> base.computeIfAbsent(name, System::getenv));
    another.ifPresent(this::belongTo);
    variables.putAll(base);
    variables.putAll(plain);
    variables.putAll(secrets);
    mask = new SecretMask(secrets.values());
  }

  private void belongTo(SystemUser user) {
    base.remove("TMPDIR");
    base.put("HOME", user.home().toString());
    base.put("USER", user.name());
    base.put("LOGNAME", user.name());
  }

  /**
   * The environment, with its secrets looked up now, by Reinstate.
   *
   * @param user who runs the program; Reinstate itself without one
   * @throws SecretReference.Unresolved when a secret is not there
   */
  public static ProcessEnvironment of(
      Map<String, String> plain, Map<String, SecretReference> secrets, Optional<SystemUser> user) {
    var resolved = new HashMap<String, String>();
    secrets.forEach((name, reference) -> resolved.put(name, reference.resolve()));
    return new ProcessEnvironment(plain, resolved, user);
  }

  /** The text with every secret value of this environment replaced by {@code «***»}. */
  public String mask(String text) {
    return mask.apply(text);
  }

  SecretMask mask() {
    return mask;
  }

  /** The user the program gives its rights up to; nothing where it keeps Reinstate's. */
  public Optional<SystemUser> anotherUser() {
    return another;
  }

  /**
   * A child process, not yet started, with nothing to read from. It has exactly this environment;
   * or, for {@link #anotherUser}, the harmless part, and the rest comes by {@link #start}.
   */
  public ProcessBuilder builder(Path directory, List<String> arguments) {
    var builder = new ProcessBuilder(arguments).directory(directory.toFile());
    builder.environment().clear();
    builder.environment().putAll(another.isPresent() ? base : variables);
    return another.isPresent() ? builder : builder.redirectInput(new File("/dev/null"));
  }

  /** Starts it, and hands it the variables it waits for once it has given up its rights. */
  public Process start(ProcessBuilder builder) throws IOException {
    var process = builder.start();
    if (another.isPresent()) {
      try (var in = process.getOutputStream()) {
        in.write(GivenUp.exports(variables).getBytes(StandardCharsets.UTF_8));
      } catch (IOException e) {
        // It has ended before it read them; its exit status tells.
        return process;
      }
    }
    return process;
  }

  /**
   * The file that a program's name means: on this environment's PATH, or, with a slash in it,
   * relative to the working directory.
   *
   * @throws CommandNotStarted when there is none that may be executed, or no such directory
   */
  public Path program(String name, Path directory) {
    if (!Files.isDirectory(directory)) {
      throw new CommandNotStarted(
          name, "there is no such directory to run it in", directory.toString(), null);
    }
    return candidates(name, directory)
        .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
        .findFirst()
        .orElseThrow(() -> notFound(name, directory));
  }

  private Stream<Path> candidates(String name, Path directory) {
    if (name.contains("/")) {
      return Stream.of(directory.resolve(name));
    }
    var path = variables.getOrDefault("PATH", DEFAULT_PATH);
    return Stream.of(path.split(":")).map(entry -> directory.resolve(entry).resolve(name));
  }

  private CommandNotStarted notFound(String name, Path directory) {
    var there = candidates(name, directory).anyMatch(Files::exists);
    var why = there ? "it is not an executable file" : "there is no such program";
    return new CommandNotStarted(name, why, directory.toString(), null);
  }
}
