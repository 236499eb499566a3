package io.reinstate.snapshot.archive;

import io.reinstate.snapshot.archive.Manifest.Entry;
import io.reinstate.storage.Sha256;
import io.reinstate.tree.LiveTree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;

/** Compares the content of live files with a snapshot's, by SHA-256, several at a time. */
public record Contents(LiveTree tree) {

  /** Files in sequence are mostly in the same directory. */
  private static final int NEIGHBOURS = 64;

  /** Those whose content is another. */
  public Map<String, Entry> differing(Map<String, Entry> entries) throws IOException {
    var found = new ConcurrentHashMap<String, Entry>();
    var all = List.copyOf(entries.values());
    try {
      IntStream.range(0, (all.size() + NEIGHBOURS - 1) / NEIGHBOURS)
          .parallel()
          .mapToObj(i -> all.subList(i * NEIGHBOURS, Math.min(all.size(), (i + 1) * NEIGHBOURS)))
          .flatMap(each -> differing(each).stream())
          .forEach(entry -> found.put(entry.path(), entry));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    return found;
  }

  private List<Entry> differing(List<Entry> neighbours) {
    var found = new ArrayList<Entry>();
    try (var held = tree.held().again()) {
      for (var entry : neighbours) {
        try (var in = held.read(entry.path())) {
          if (!Sha256.of(in).equals(entry.sha256().orElse(""))) {
            found.add(entry);
          }
        }
      }
      return found;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
