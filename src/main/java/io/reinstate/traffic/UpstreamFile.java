package io.reinstate.traffic;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.reinstate.catalog.application.SystemUser;
import io.reinstate.host.FilesAs;
import io.reinstate.storage.ByName;
import io.reinstate.storage.Durable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * The file that holds an upstream block of nginx and nothing else. While nginx has not taken over a
 * new one, the previous one lies beside as {@code .NAME.before}, which no {@code include *.conf}
 * reads.
 */
final class UpstreamFile {

  private static final Pattern COMMENT = Pattern.compile("#[^\\n]*");
  private static final Pattern SERVER =
      Pattern.compile("(?<=[;{])\\s*server\\s+([^\\s;]+)([^;]*);");

  private final Path file;
  private final Path before;
  private final String block;
  private final SystemUser rights;

  /**
   * @param file may be a link, which stays one
   * @param block the name of the upstream block
   * @param user has the rights for it where others than root can change the way to it
   */
  UpstreamFile(Path file, String block, SystemUser user) {
    rights = ByName.rights(user, file);
    try {
      this.file = file.toRealPath();
    } catch (IOException e) {
      throw unusable("The file of the upstream block cannot be found", file, e);
    }
    this.before = this.file.resolveSibling("." + this.file.getFileName() + ".before");
    this.block = block;
  }

  /** Where it leads requests; a server that is marked down takes none. */
  List<String> upstreams() {
    return servers(text()).stream()
        .filter(server -> !isDown(server))
        .map(server -> server.group(1))
        .toList();
  }

  /** Keeps the file as the one to put back, and writes one that leads to this upstream alone. */
  void lead(String upstream) {
    var text = leadingTo(upstream);
    try {
      FilesAs.run(rights, () -> write(text));
    } catch (IOException e) {
      throw unusable("The file of the upstream block cannot be written", file, e);
    }
  }

  private void write(String text) throws IOException {
    if (!Files.exists(before)) {
      Durable.write(before, text().getBytes(UTF_8));
    }
    Durable.write(file, text.getBytes(UTF_8));
  }

  /** Puts the previous file back; tells whether there was one. */
  boolean putBack() {
    try {
      return FilesAs.call(rights, this::moveBack);
    } catch (IOException e) {
      throw unusable("The previous file cannot be put back from " + before, file, e);
    }
  }

  private boolean moveBack() throws IOException {
    if (!Files.exists(before)) {
      return false;
    }
    Files.setPosixFilePermissions(before, Files.getPosixFilePermissions(file));
    Durable.move(before, file);
    return true;
  }

  /** Gives the previous file up: nginx has taken over the present one. */
  void settle() {
    try {
      FilesAs.call(rights, () -> Files.deleteIfExists(before));
    } catch (IOException e) {
      throw unusable("The previous file cannot be removed", before, e);
    }
  }

  Path path() {
    return file;
  }

  /** Everything but the servers stays as it is, and so do the settings of the one that served. */
  private String leadingTo(String upstream) {
    var text = text();
    var servers = servers(text);
    if (servers.isEmpty()) {
      return new StringBuilder(text)
          .insert(text.lastIndexOf('}'), "  server " + upstream + ";\n")
          .toString();
    }
    var kept =
        servers.stream().filter(server -> !isDown(server)).findFirst().orElse(servers.get(0));
    var result = new StringBuilder(text);
    for (var i = servers.size() - 1; i >= 0; i--) {
      var server = servers.get(i);
      if (server == kept) {
        result.replace(
            server.start(1),
            server.end(2),
            upstream + server.group(2).replaceAll("\\sdown\\b", ""));
      } else {
        result.delete(server.start(), server.end());
      }
    }
    return result.toString();
  }

  private List<MatchResult> servers(String text) {
    var bare = COMMENT.matcher(text).replaceAll(comment -> " ".repeat(comment.group().length()));
    var name = "\"?" + Pattern.quote(block) + "\"?";
    if (!bare.matches("\\s*upstream\\s+" + name + "\\s*\\{[^{}]*}\\s*")) {
      throw new ProxyRefused(
          "The file does not hold the upstream block " + block + " and nothing else",
          file.toString(),
          "Move the block into a file of its own that nginx includes.");
    }
    return SERVER.matcher(bare).results().toList();
  }

  private static boolean isDown(MatchResult server) {
    return server.group(2).matches("(?s).*\\sdown\\b.*");
  }

  private String text() {
    try {
      return FilesAs.call(rights, () -> Files.readString(file));
    } catch (IOException e) {
      throw unusable("The file of the upstream block cannot be read", file, e);
    }
  }

  private static ProxyRefused unusable(String what, Path file, IOException why) {
    return new ProxyRefused(
        what + ": " + why, file.toString(), "Correct the path in the catalog, or its rights.");
  }
}
