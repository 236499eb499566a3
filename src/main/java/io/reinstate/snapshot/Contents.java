package io.reinstate.snapshot;

import io.reinstate.snapshot.Manifest.Entry;
import io.reinstate.storage.Sha256;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Compares the content of live files with a snapshot's, by SHA-256, several at a time. */
record Contents(LiveTree tree) {

  /** Those whose content is another. */
  Map<String, Entry> differing(Map<String, Entry> entries) throws IOException {
    var found = new ConcurrentHashMap<String, Entry>();
    try {
      entries.values().parallelStream()
          .filter(this::differs)
          .forEach(entry -> found.put(entry.path(), entry));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    return found;
  }

  private boolean differs(Entry entry) {
    try {
      return !Sha256.of(tree.resolve(entry.path())).equals(entry.sha256().orElse(""));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
