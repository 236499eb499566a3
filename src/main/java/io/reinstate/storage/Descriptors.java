package io.reinstate.storage;

import com.sun.jna.LastErrorException;
import com.sun.jna.Native;
import com.sun.jna.Platform;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Arrays;

/**
 * What Linux can and the JDK cannot: a handle of a file or directory that no link leads to. The
 * numbers are those of {@code fcntl.h} and {@code errno.h}; {@code openat(2)} says what they mean.
 */
final class Descriptors {

  /** Beginning at the working directory. */
  static final int HERE = -100;

  private static final int PATH_ONLY = 0x200000;
  private static final int CLOSED_ON_EXEC = 0x80000;
  private static final boolean OTHER_NUMBERS = Platform.isARM() || Platform.isPPC();
  private static final int DIRECTORY = OTHER_NUMBERS ? 0x4000 : 0x10000;
  private static final int NO_LINK = OTHER_NUMBERS ? 0x8000 : 0x20000;

  private static final int NO_ENTRY = 2;
  private static final int NO_DIRECTORY = 20;
  private static final int LOOP = 40;

  private static final Charset NAMES = Charset.forName(System.getProperty("sun.jnu.encoding"));

  static {
    Native.register(Descriptors.class, Platform.C_LIBRARY_NAME);
  }

  private Descriptors() {}

  private static native int openat(int directory, byte[] name, int flags) throws LastErrorException;

  private static native int close(int descriptor) throws LastErrorException;

  /**
   * Opens a directory.
   *
   * @throws NotDirectoryException when it is something else, a link included
   */
  static int directory(int parent, String name, String shown) throws IOException {
    return open(parent, name, PATH_ONLY | CLOSED_ON_EXEC | NO_LINK | DIRECTORY, shown);
  }

  /** Opens whatever it is, the link itself where it is one, without reading or waiting. */
  static int anything(int parent, String name, String shown) throws IOException {
    return open(parent, name, PATH_ONLY | CLOSED_ON_EXEC | NO_LINK, shown);
  }

  private static int open(int parent, String name, int flags, String shown) throws IOException {
    var encoded = name.getBytes(NAMES);
    try {
      return openat(parent, Arrays.copyOf(encoded, encoded.length + 1), flags);
    } catch (LastErrorException e) {
      throw switch (e.getErrorCode()) {
        case NO_ENTRY -> new NoSuchFileException(shown);
        case NO_DIRECTORY, LOOP -> new NotDirectoryException(shown);
        default -> new FileSystemException(shown, null, e.getMessage());
      };
    }
  }

  static void release(int descriptor) throws IOException {
    try {
      close(descriptor);
    } catch (LastErrorException e) {
      throw new IOException("a handle cannot be closed: " + e.getMessage(), e);
    }
  }
}
