package io.reinstate.storage;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A file that is held, of whatever kind: {@link #path} leads to that very one until it is closed,
 * even through what follows links.
 */
public final class HeldFile implements Closeable {

  private final int descriptor;
  private final Path shown;

  HeldFile(int descriptor, Path shown) {
    this.descriptor = descriptor;
    this.shown = shown;
  }

  /** This file. */
  public Path path() {
    return Path.of("/proc/self/fd/" + descriptor);
  }

  /**
   * Opens it for reading.
   *
   * @throws AccessDeniedException when we have no right to, with what it was called
   * @throws FileSystemException when it is no regular file: a pipe would make us wait, and a device
   *     may do more
   */
  public InputStream read() throws IOException {
    if (!Files.isRegularFile(path())) {
      throw new FileSystemException(shown.toString(), null, shown + " is no regular file");
    }
    try {
      return Channels.newInputStream(Files.newByteChannel(path(), StandardOpenOption.READ));
    } catch (AccessDeniedException e) {
      throw new AccessDeniedException(shown.toString());
    }
  }

  @Override
  public void close() throws IOException {
    Descriptors.release(descriptor);
  }
}
