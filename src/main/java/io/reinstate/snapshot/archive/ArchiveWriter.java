package io.reinstate.snapshot.archive;

import io.reinstate.host.Cancellation;
import io.reinstate.snapshot.archive.Manifest.Content;
import io.reinstate.snapshot.archive.Manifest.Entry;
import io.reinstate.storage.Sha256;
import io.reinstate.tree.FileState;
import io.reinstate.tree.FileType;
import io.reinstate.tree.LiveTree;
import io.reinstate.tree.Scope;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
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
 *
 * <p>A file that changes while it is read ends it all, but for one that customers may write to at
 * any moment: that is read a second time, no further than it was long then, to a file of our own
 * first, so that the archive holds what was read whatever happens. When it changes again, or is
 * deleted, there is a warning. In the archive it is there twice then, and the second one counts,
 * for tar as for the manifest.
 */
public final class ArchiveWriter implements AutoCloseable {

  private static final int BUFFER = 128 * 1024;

  private final LiveTree tree;
  private final FrameWriter frames;
  private final TarArchiveOutputStream tar;
  private final Path copy;
  private final List<Entry> entries = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();

  /** Bytes of the current file that are not in the archive yet. */
  private long left;

  public ArchiveWriter(LiveTree tree, Path archive) throws IOException {
    this.tree = tree;
    this.copy = archive.resolveSibling("copy");
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
   * @param changing which files may change meanwhile
   * @throws ChangedWhileRead when somebody writes to another file meanwhile
   */
  public Contents write(List<FileState> files, Set<String> implied, Scope changing)
      throws IOException {
    for (var file : files) {
      Cancellation.check();
      if (file.type() != FileType.FILE) {
        entries.add(write(file, implied.contains(file.path())));
      } else if (changing.includes(file.path())) {
        writeChanging(file);
      } else {
        entries.add(write(file));
      }
    }
    tar.finish();
    return new Contents(List.copyOf(entries), List.copyOf(warnings), frames.finish());
  }

  private Entry write(FileState file, boolean implied) throws IOException {
    tar.putArchiveEntry(header(file));
    tar.closeArchiveEntry();
    return Entry.of(file, implied);
  }

  private Entry write(FileState file) throws IOException {
    try (var in = tree.read(file.path())) {
      var entry = write(file, in);
      ChangedWhileRead.unless(in.read() < 0 && unchanged(file), file);
      tar.closeArchiveEntry();
      return entry;
    }
  }

  private void writeChanging(FileState file) throws IOException {
    try {
      entries.add(write(file));
    } catch (NoSuchFileException e) {
      // Customers delete files, too.
    } catch (ChangedWhileRead e) {
      fillUp();
      writeCopy(file.path());
    }
  }

  /** What tar was promised, it gets. */
  private void fillUp() throws IOException {
    var zeros = new byte[BUFFER];
    for (; left > 0; left -= Math.min(left, BUFFER)) {
      tar.write(zeros, 0, (int) Math.min(left, BUFFER));
    }
    tar.closeArchiveEntry();
  }

  private void writeCopy(String path) throws IOException {
    var live = tree.look(path).filter(file -> file.type() == FileType.FILE);
    try {
      if (live.isPresent()) {
        var file = live.get().ofSize(copy(live.get()));
        try (var in = open(copy)) {
          entries.add(write(file, in));
          tar.closeArchiveEntry();
        }
        Files.delete(copy);
        return;
      }
    } catch (NoSuchFileException e) {
      // Told below.
    }
    warnings.add("«" + path + "» was deleted while it was read: a restore leaves it out.");
  }

  /** The number of bytes copied, at most as many as the file had. */
  private long copy(FileState file) throws IOException {
    try (var in = tree.read(file.path());
        var out = Files.newOutputStream(copy)) {
      var buffer = new byte[BUFFER];
      var copied = 0L;
      for (var read = 0; read >= 0 && copied < file.size(); ) {
        read = in.read(buffer, 0, (int) Math.min(BUFFER, file.size() - copied));
        out.write(buffer, 0, Math.max(0, read));
        copied += Math.max(0, read);
      }
      if (copied < file.size() || in.read() >= 0 || !unchanged(file)) {
        warnings.add(
            "«%s» changed while it was read, twice: what is kept of it may not fit together."
                .formatted(file.path()));
      }
      return copied;
    }
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

  /** Writes as many bytes as the file had when it was looked at. */
  private Entry write(FileState file, InputStream in) throws IOException {
    tar.putArchiveEntry(header(file));
    var at = frames.position();
    left = file.size();
    var sum = new Sha256();
    var buffer = new byte[BUFFER];
    while (left > 0) {
      var read = in.read(buffer, 0, (int) Math.min(BUFFER, left));
      ChangedWhileRead.unless(read >= 0, file);
      tar.write(buffer, 0, read);
      sum.add(buffer, 0, read);
      left -= read;
    }
    return Entry.of(file, false).with(sum.hex(), place(file, at));
  }

  private static InputStream open(Path file) throws IOException {
    return Channels.newInputStream(
        Files.newByteChannel(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS));
  }

  private boolean unchanged(FileState file) throws IOException {
    return tree.look(file.path()).filter(file::sameContentAs).isPresent();
  }

  @Override
  public void close() throws IOException {
    frames.close();
  }

  /** What the archive holds, and where. */
  public record Contents(List<Entry> entries, List<String> warnings, FrameWriter.Written written) {}

  /** Somebody wrote to a file while it was read. */
  public static final class ChangedWhileRead extends IOException {
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
