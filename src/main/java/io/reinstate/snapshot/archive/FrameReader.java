package io.reinstate.snapshot.archive;

import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdException;
import io.reinstate.snapshot.SnapshotCorrupt;
import io.reinstate.snapshot.SnapshotId;
import io.reinstate.snapshot.archive.Manifest.Entry;
import io.reinstate.snapshot.archive.Manifest.Frame;
import io.reinstate.storage.Sha256;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * Reads files out of an archive without the rest of it. Remembers the last frame, so that entries
 * asked for in their order unpack each frame once. For one thread.
 */
public final class FrameReader implements AutoCloseable {

  private final SnapshotId snapshot;
  private final List<Frame> frames;
  private final FileChannel archive;
  private final ZstdDecompressCtx context = new ZstdDecompressCtx();
  private int current = -1;
  private byte[] unpacked;

  public FrameReader(SnapshotDirectory directory, Manifest manifest) throws IOException {
    this.snapshot = directory.id();
    this.frames = manifest.frames();
    this.archive = FileChannel.open(directory.archive(), StandardOpenOption.READ);
  }

  /**
   * Writes the content of a file.
   *
   * @throws SnapshotCorrupt when it is not what the manifest says; what was written by then is
   *     worth nothing
   */
  public void copy(Entry entry, OutputStream out) throws IOException {
    var sum = new Sha256();
    var left = entry.size();
    var frame = entry.content().map(Manifest.Content::frame).orElse(0);
    var offset = entry.content().map(Manifest.Content::offset).orElse(0);
    while (left > 0) {
      var bytes = unpack(frame);
      var now = (int) Math.min(left, Math.max(0, bytes.length - offset));
      out.write(bytes, offset, now);
      sum.add(bytes, offset, now);
      left -= now;
      offset = Math.max(0, offset - bytes.length);
      frame++;
    }
    if (!sum.hex().equals(entry.sha256().orElse(""))) {
      throw new SnapshotCorrupt(
          snapshot, "The content of «" + entry.path() + "» is not what its manifest says");
    }
  }

  private byte[] unpack(int index) throws IOException {
    if (index != current) {
      var frame = frames.get(index);
      var packed = read(frame);
      if (!Sha256.of(packed).equals(frame.sha256())) {
        throw new SnapshotCorrupt(snapshot, "Frame " + index + " of its archive is damaged");
      }
      unpacked = unpack(index, frame, packed);
      current = index;
    }
    return unpacked;
  }

  private byte[] unpack(int index, Frame frame, byte[] packed) {
    try {
      var bytes = context.decompress(packed, frame.size());
      if (bytes.length == frame.size()) {
        return bytes;
      }
      throw new SnapshotCorrupt(snapshot, "Frame " + index + " of its archive is shorter");
    } catch (ZstdException e) {
      throw new SnapshotCorrupt(snapshot, "Frame " + index + " cannot be unpacked", e);
    }
  }

  private byte[] read(Frame frame) throws IOException {
    var buffer = ByteBuffer.allocate(frame.length());
    while (buffer.hasRemaining()) {
      if (archive.read(buffer, frame.offset() + buffer.position()) < 0) {
        throw new SnapshotCorrupt(snapshot, "Its archive is shorter than its manifest says");
      }
    }
    return buffer.array();
  }

  @Override
  public void close() throws IOException {
    context.close();
    archive.close();
  }
}
