package io.reinstate.snapshot;

import io.reinstate.host.Cancellation;
import io.reinstate.snapshot.Manifest.Content;
import io.reinstate.snapshot.Manifest.Entry;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/**
 * Writes files as a POSIX pax tar (IEEE Std 1003.1, pax interchange format) in zstd frames. Its
 * headers hold whole seconds; the nanoseconds are in the manifest, because a pax time would cost
 * each file another kibibyte.
 */
final class ArchiveWriter implements AutoCloseable {

  private static final int BUFFER = 128 * 1024;

  private final LiveTree tree;
  private final FrameWriter frames;
  private final TarArchiveOutputStream tar;
  private final List<Entry> entries = new ArrayList<>();

  ArchiveWriter(LiveTree tree, Path archive) throws IOException {
    this.tree = tree;
    this.frames = new FrameWriter(archive);
    this.tar = new TarArchiveOutputStream(frames, StandardCharsets.UTF_8.name());
    tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
    tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
    tar.setAddPaxHeadersForNonAsciiNames(true);
  }

  /**
   * Writes all files.
   *
   * @param implied paths of directories that match no pattern
   * @throws ChangedWhileRead when somebody writes to a file meanwhile
   */
  Contents write(List<FileState> files, Set<String> implied) throws IOException {
    for (var file : files) {
      Cancellation.check();
      entries.add(write(file, Entry.of(file, implied.contains(file.path()))));
    }
    tar.finish();
    return new Contents(List.copyOf(entries), frames.finish());
  }

  private Entry write(FileState file, Entry entry) throws IOException {
    tar.putArchiveEntry(header(file));
    var at = frames.position();
    var written = file.type() == FileType.FILE ? entry.with(copy(file), place(file, at)) : entry;
    tar.closeArchiveEntry();
    return written;
  }

  private static Optional<Content> place(FileState file, long at) {
    var frame = (int) (at / FrameWriter.FRAME_SIZE);
    var offset = (int) (at % FrameWriter.FRAME_SIZE);
    return file.size() == 0 ? Optional.empty() : Optional.of(new Content(frame, offset));
  }

  private static TarArchiveEntry header(FileState file) {
    var header =
        switch (file.type()) {
          case DIRECTORY -> new TarArchiveEntry(file.path() + "/");
          case LINK -> new TarArchiveEntry(file.path(), TarConstants.LF_SYMLINK);
          default -> new TarArchiveEntry(file.path());
        };
    var attributes = file.attributes();
    header.setMode(attributes.bits());
    header.setSize(file.size());
    header.setLastModifiedTime(
        FileTime.from(attributes.modified().truncatedTo(ChronoUnit.SECONDS)));
    header.setIds((int) file.user(), (int) file.group());
    header.setNames(attributes.owner(), attributes.group());
    file.target().ifPresent(header::setLinkName);
    return header;
  }

  /** The SHA-256 of what was copied. */
  private String copy(FileState file) throws IOException {
    var sum = new Sha256();
    var left = file.size();
    try (var channel =
            Files.newByteChannel(
                tree.resolve(file.path()), StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
        var in = Channels.newInputStream(channel)) {
      var buffer = new byte[BUFFER];
      for (var read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        left -= read;
        ChangedWhileRead.unless(left >= 0, file);
        tar.write(buffer, 0, read);
        sum.add(buffer, 0, read);
      }
    }
    ChangedWhileRead.unless(left == 0 && unchanged(file), file);
    return sum.hex();
  }

  private boolean unchanged(FileState file) throws IOException {
    return tree.look(file.path()).filter(file::sameContentAs).isPresent();
  }

  @Override
  public void close() throws IOException {
    frames.close();
  }

  /** What the archive holds, and where. */
  record Contents(List<Entry> entries, FrameWriter.Written written) {}

  /** Somebody wrote to a file while it was read. */
  static final class ChangedWhileRead extends IOException {
    private static final long serialVersionUID = 1L;

    private ChangedWhileRead(String path) {
      super(path + " changed while it was read");
    }

    private static void unless(boolean same, FileState file) throws ChangedWhileRead {
      if (!same) {
        throw new ChangedWhileRead(file.path());
      }
    }
  }
}
