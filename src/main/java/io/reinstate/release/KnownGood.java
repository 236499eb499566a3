package io.reinstate.release;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.reinstate.catalog.application.ApplicationId;
import io.reinstate.snapshot.SnapshotSettings;
import io.reinstate.storage.Durable;
import io.reinstate.storage.Json;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * The record of commits that proved themselves, beside the snapshots of an application: {@code
 * known-good.jsonl}, a JSON object a line, the oldest first. Lines are added and never changed, and
 * are on the disk when {@link #record} returns.
 */
@Component
public final class KnownGood {

  private static final String FILE = "known-good.jsonl";

  private final SnapshotSettings settings;
  private final Clock clock;

  public KnownGood(SnapshotSettings settings, Clock clock) {
    this.settings = settings;
    this.clock = clock;
  }

  /**
   * Adds an entry. A second call with the same act changes nothing and returns the first entry; a
   * line that a crash cut off is left as it is and does not count.
   *
   * @param commit the full id
   * @param by who vouches for it
   * @param why in their words
   * @param evidence what was seen
   * @param act the key of the act that proved it
   * @throws RecordUnusable when it cannot be written
   */
  public synchronized KnownGoodEntry record(
      ApplicationId application,
      String commit,
      String by,
      String why,
      String evidence,
      String act) {
    var file = file(application);
    var at = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    var entry = new KnownGoodEntry(commit, by, at, why, evidence, act);
    try {
      Durable.createDirectories(file.getParent());
      return addUnlessThere(file, entry);
    } catch (IOException e) {
      throw new RecordUnusable(file, e);
    }
  }

  private static KnownGoodEntry addUnlessThere(Path file, KnownGoodEntry entry) throws IOException {
    var fresh = !Files.exists(file);
    try (var channel =
            FileChannel.open(
                file,
                StandardOpenOption.CREATE,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE);
        var lock = channel.lock()) {
      var known = read(file).stream().filter(each -> each.act().equals(entry.act())).findFirst();
      if (known.isPresent()) {
        return known.get();
      }
      channel.position(channel.size());
      write(
          channel,
          (endsCutOff(channel) ? "\n" : "") + Json.MAPPER.writeValueAsString(entry) + "\n");
    }
    if (fresh) {
      Durable.sync(file.getParent());
    }
    return entry;
  }

  private static boolean endsCutOff(FileChannel channel) throws IOException {
    var last = ByteBuffer.allocate(1);
    return channel.size() > 0
        && channel.read(last, channel.size() - 1) == 1
        && last.get(0) != (byte) '\n';
  }

  private static void write(FileChannel channel, String text) throws IOException {
    var bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
    channel.force(true);
  }

  /**
   * All entries, the oldest first. A line that is none is passed over.
   *
   * @throws RecordUnusable when the record cannot be read
   */
  public List<KnownGoodEntry> entries(ApplicationId application) {
    try {
      return read(file(application));
    } catch (IOException e) {
      throw new RecordUnusable(file(application), e);
    }
  }

  private static List<KnownGoodEntry> read(Path file) throws IOException {
    var entries = new ArrayList<KnownGoodEntry>();
    try {
      for (var line : new String(Files.readAllBytes(file), StandardCharsets.UTF_8).split("\n")) {
        entry(line).ifPresent(entries::add);
      }
      return entries;
    } catch (NoSuchFileException e) {
      return List.of();
    }
  }

  private static Optional<KnownGoodEntry> entry(String line) {
    try {
      return Optional.ofNullable(Json.MAPPER.readValue(line, KnownGoodEntry.class))
          .filter(entry -> entry.commit() != null && entry.act() != null && entry.at() != null);
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }

  private Path file(ApplicationId application) {
    return settings.directory().resolve(application.value()).resolve(FILE);
  }
}
