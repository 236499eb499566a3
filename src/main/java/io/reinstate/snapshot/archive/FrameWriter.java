package io.reinstate.snapshot.archive;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import io.reinstate.snapshot.archive.Manifest.Frame;
import io.reinstate.storage.Sha256;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Cuts a stream into frames of 4 MiB, packs them in parallel and writes them in order. Each is a
 * zstd frame of its own with a checksum (RFC 8878), so that the file as a whole is plain zstd.
 *
 * <p>At most {@code 2 × processors} frames are in memory at a time.
 */
final class FrameWriter extends OutputStream {

  static final int FRAME_SIZE = 4 << 20;
  private static final int LEVEL = 3;
  private static final int PROCESSORS = Runtime.getRuntime().availableProcessors();

  private final OutputStream out;
  private final ExecutorService packers = Executors.newFixedThreadPool(PROCESSORS);
  private final Queue<ZstdCompressCtx> contexts = new ConcurrentLinkedQueue<>();
  private final Deque<Future<Packed>> inFlight = new ArrayDeque<>();
  private final List<Frame> frames = new ArrayList<>();
  private final Sha256 sum = new Sha256();
  private byte[] open = new byte[FRAME_SIZE];
  private int filled;
  private long position;
  private long length;

  FrameWriter(Path archive) throws IOException {
    this.out = Files.newOutputStream(archive, StandardOpenOption.CREATE_NEW);
  }

  /** Bytes taken so far, before packing. */
  long position() {
    return position;
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int count) throws IOException {
    for (int done = 0; done < count; ) {
      var now = Math.min(count - done, FRAME_SIZE - filled);
      System.arraycopy(bytes, offset + done, open, filled, now);
      filled += now;
      position += now;
      done += now;
      if (filled == FRAME_SIZE) {
        cut();
      }
    }
  }

  private void cut() throws IOException {
    var raw = filled == FRAME_SIZE ? open : Arrays.copyOf(open, filled);
    inFlight.add(packers.submit(() -> pack(raw)));
    open = new byte[FRAME_SIZE];
    filled = 0;
    if (inFlight.size() >= 2 * PROCESSORS) {
      writeNext();
    }
  }

  private Packed pack(byte[] raw) {
    var context = contexts.poll();
    if (context == null) {
      context = new ZstdCompressCtx().setLevel(LEVEL).setChecksum(true);
    }
    var target = new byte[Math.toIntExact(Zstd.compressBound(raw.length))];
    var size = context.compressByteArray(target, 0, target.length, raw, 0, raw.length);
    contexts.add(context);
    var bytes = Arrays.copyOf(target, size);
    return new Packed(bytes, raw.length, Sha256.of(bytes));
  }

  private void writeNext() throws IOException {
    var packed = await(inFlight.remove());
    var bytes = packed.bytes();
    out.write(bytes);
    sum.add(bytes, 0, bytes.length);
    frames.add(new Frame(Optional.empty(), length, bytes.length, packed.size(), packed.sha256()));
    length += bytes.length;
  }

  private static Packed await(Future<Packed> packed) throws IOException {
    try {
      return packed.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("Interrupted while packing");
    } catch (ExecutionException e) {
      throw new IOException("Packing failed: " + e.getCause().getMessage(), e.getCause());
    }
  }

  /** Packs and writes what is left, and tells what was written. */
  Written finish() throws IOException {
    if (filled > 0) {
      cut();
    }
    while (!inFlight.isEmpty()) {
      writeNext();
    }
    return new Written(List.copyOf(frames), length, sum.hex());
  }

  /** Releases threads, memory and the file; without {@link #finish} the file is not whole. */
  @Override
  public void close() throws IOException {
    packers.shutdownNow();
    contexts.forEach(ZstdCompressCtx::close);
    out.close();
  }

  private record Packed(byte[] bytes, int size, String sha256) {}

  /** What is in the file. */
  public record Written(List<Frame> frames, long length, String sha256) {}
}
