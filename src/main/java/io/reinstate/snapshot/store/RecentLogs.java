package io.reinstate.snapshot.store;

import io.reinstate.ReinstateException;
import io.reinstate.catalog.application.Application;
import io.reinstate.catalog.application.RunSpec.Supervised;
import io.reinstate.catalog.application.ServiceId;
import io.reinstate.host.FilesAs;
import io.reinstate.host.SecretMask;
import io.reinstate.storage.Durable;
import io.reinstate.storage.Sha256;
import io.reinstate.tree.FailureReason;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Copies the end of every supervised service's log into a snapshot: whole lines, with the secrets
 * of the application blotted out. A log is never a reason to do without the snapshot.
 */
final class RecentLogs {

  static final String DIRECTORY = "logs";

  /** Bytes of one log. */
  static final int LIMIT = 256 * 1024;

  private final Application application;
  private final Path snapshot;
  private final List<String> warnings;
  private final Map<String, String> sums = new TreeMap<>();

  /**
   * @param warnings take what could not be copied, and why
   */
  RecentLogs(Application application, Path snapshot, List<String> warnings) {
    this.application = application;
    this.snapshot = snapshot;
    this.warnings = warnings;
  }

  /** Writes them; the SHA-256 of each by its path in the snapshot. */
  Map<String, String> write() {
    try {
      var mask = SecretMask.of(application.secrets());
      application
          .services()
          .forEach(
              (id, service) -> {
                if (service.run() instanceof Supervised supervised) {
                  write(id, supervised.log(), mask);
                }
              });
    } catch (ReinstateException e) {
      warnings.add(
          "The services' logs are not in it, for a secret in them could not be blotted out. "
              + e.getMessage());
    }
    return sums;
  }

  private void write(ServiceId service, Path log, SecretMask mask) {
    try {
      var text =
          mask.apply(FilesAs.call(application.user(), () -> end(log)))
              .getBytes(StandardCharsets.UTF_8);
      var file = DIRECTORY + "/" + service + ".log";
      Durable.createDirectories(snapshot.resolve(DIRECTORY));
      Durable.write(snapshot.resolve(file), text);
      sums.put(file, Sha256.of(text));
    } catch (NoSuchFileException e) {
      // It never wrote anything.
    } catch (IOException e) {
      warnings.add("The log of " + service + " is not in it: " + FailureReason.of(e));
    }
  }

  private static String end(Path log) throws IOException {
    if (!Files.isRegularFile(log, LinkOption.NOFOLLOW_LINKS) && Files.exists(log)) {
      throw new FileSystemException(log.toString(), null, "it is no file");
    }
    try (var channel =
        Files.newByteChannel(log, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
      var from = Math.max(0, channel.size() - LIMIT);
      channel.position(from);
      var bytes = Channels.newInputStream(channel).readNBytes(LIMIT);
      var text = new String(bytes, StandardCharsets.UTF_8);
      // The first line may be half a one, and half a secret is not found.
      return from == 0 ? text : text.substring(text.indexOf('\n') + 1);
    }
  }
}
