package io.reinstate.exchange;

import io.reinstate.ReinstateException;
import io.reinstate.exchange.SwapPlan.Action;
import io.reinstate.host.Cancellation;
import io.reinstate.snapshot.archive.FrameReader;
import io.reinstate.snapshot.archive.Manifest;
import io.reinstate.snapshot.archive.Manifest.Content;
import io.reinstate.snapshot.archive.Manifest.Entry;
import io.reinstate.snapshot.archive.SnapshotDirectory;
import io.reinstate.storage.Durable;
import io.reinstate.tree.FileType;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Extracts what an exchange brings in, ready to be renamed: content verified, mode, owner and time
 * set, forced to the disk. Several frames at a time.
 */
final class Staging {

  private static final int THREADS = 2 * Runtime.getRuntime().availableProcessors();
  private static final Set<PosixFilePermission> PRIVATE =
      PosixFilePermissions.fromString("rw-------");
  private static final int BUFFER = 64 * 1024;

  private final SnapshotDirectory snapshot;
  private final Manifest manifest;
  private final WorkArea area;

  Staging(SnapshotDirectory snapshot, Manifest manifest, WorkArea area) {
    this.snapshot = snapshot;
    this.manifest = manifest;
    this.area = area;
  }

  void stage(SwapPlan changes) throws IOException {
    var threads = Executors.newFixedThreadPool(THREADS);
    try {
      stage(byFrame(changes), threads);
    } finally {
      threads.shutdownNow();
    }
    Durable.sync(area.staging());
  }

  /** The files to stage by the frame they start in, so that no two threads unpack the same. */
  private Map<Integer, List<Put>> byFrame(SwapPlan changes) throws IOException {
    var entries = new TreeMap<String, Entry>();
    manifest.entries().forEach(entry -> entries.put(entry.path(), entry));
    var found = new TreeMap<Integer, List<Put>>();
    for (var i = 0; i < changes.steps().size(); i++) {
      var step = changes.steps().get(i);
      if (step.action() == Action.PUT) {
        var put = new Put(entries.get(step.path()), area.staged(i));
        found.computeIfAbsent(put.frame(), frame -> new ArrayList<>()).add(put);
      }
    }
    found.values().forEach(puts -> puts.sort(Comparator.comparingInt(Put::offset)));
    return found;
  }

  private void stage(Map<Integer, List<Put>> frames, ExecutorService threads) throws IOException {
    var running = new ArrayList<Future<Void>>();
    for (var puts : frames.values()) {
      running.add(
          threads.submit(
              () -> {
                extract(puts);
                return null;
              }));
    }
    for (var each : running) {
      Cancellation.check();
      await(each);
    }
  }

  private static void await(Future<Void> extraction) throws IOException {
    try {
      extraction.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while staging");
    } catch (ExecutionException e) {
      if (e.getCause() instanceof ReinstateException failure) {
        throw failure;
      } else if (e.getCause() instanceof IOException failure) {
        throw failure;
      }
      throw new IOException("staging failed: " + e.getCause(), e.getCause());
    }
  }

  private void extract(List<Put> puts) throws IOException {
    try (var reader = new FrameReader(snapshot, manifest)) {
      for (var put : puts) {
        if (put.entry().type() == FileType.LINK) {
          Files.createSymbolicLink(put.to(), Path.of(put.entry().target().orElseThrow()));
          put.entry().attributes().applyToLink(put.to());
        } else {
          extract(put, reader);
        }
      }
    }
  }

  private static void extract(Put put, FrameReader reader) throws IOException {
    var options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    var secret = PosixFilePermissions.asFileAttribute(PRIVATE);
    try (var channel = FileChannel.open(put.to(), options, secret)) {
      var out = new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER);
      reader.copy(put.entry(), out);
      out.flush();
      put.entry().attributes().applyTo(put.to());
      channel.force(true);
    }
  }

  private record Put(Entry entry, Path to) {
    int frame() {
      return entry.content().map(Content::frame).orElse(0);
    }

    int offset() {
      return entry.content().map(Content::offset).orElse(0);
    }
  }
}
