package io.reinstate.catalog.application;

import com.sun.jna.Library;
import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.NativeLong;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.IntByReference;
import com.sun.jna.ptr.PointerByReference;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The users of the operating system, wherever it keeps them (getpwnam_r(3), getgrouplist(3)): a
 * file, LDAP, systemd.
 */
final class UserDatabase {

  /** The part of the C library that is used; the JDK has no name for it. */
  interface C extends Library {
    int geteuid();

    int getpwnam_r(
        String name, Pointer entry, Pointer buffer, NativeLong size, PointerByReference found);

    int getpwuid_r(
        int uid, Pointer entry, Pointer buffer, NativeLong size, PointerByReference found);

    int getgrouplist(String name, int gid, int[] groups, IntByReference count);
  }

  private interface Query {
    int ask(Pointer entry, Pointer buffer, NativeLong size, PointerByReference found);
  }

  private static final C LIBRARY = Native.load("c", C.class);
  private static final int ENTRY_BYTES = 128;
  private static final int TEXT_BYTES = 64 * 1024;
  private static final int MOST_GROUPS = 65_536;

  private UserDatabase() {}

  static Optional<SystemUser> named(String name) {
    return find(
        (entry, buffer, size, found) -> LIBRARY.getpwnam_r(name, entry, buffer, size, found));
  }

  static Optional<SystemUser> withId(long uid) {
    return find(
        (entry, buffer, size, found) -> LIBRARY.getpwuid_r((int) uid, entry, buffer, size, found));
  }

  /** The user id this process acts with. */
  static long ownId() {
    return Integer.toUnsignedLong(LIBRARY.geteuid());
  }

  /** {@code struct passwd} of Linux: two pointers, two numbers, three pointers. */
  private static Optional<SystemUser> find(Query query) {
    try (var entry = new Memory(ENTRY_BYTES);
        var buffer = new Memory(TEXT_BYTES)) {
      var found = new PointerByReference();
      var error = query.ask(entry, buffer, new NativeLong(TEXT_BYTES), found);
      if (error != 0 || found.getValue() == null) {
        return Optional.empty();
      }
      var numbers = 2L * Native.POINTER_SIZE;
      var name = entry.getPointer(0).getString(0);
      var gid = entry.getInt(numbers + 4);
      var home = entry.getPointer(numbers + 8 + Native.POINTER_SIZE).getString(0);
      return Optional.of(
          new SystemUser(
              name,
              Integer.toUnsignedLong(entry.getInt(numbers)),
              Integer.toUnsignedLong(gid),
              groups(name, gid),
              Path.of(home)));
    }
  }

  private static List<Long> groups(String name, int gid) {
    var groups = new int[MOST_GROUPS];
    var count = new IntByReference(groups.length);
    if (LIBRARY.getgrouplist(name, gid, groups, count) < 0) {
      throw new IllegalStateException("The user " + name + " is in more groups than Linux has");
    }
    return Arrays.stream(groups, 0, count.getValue())
        .mapToObj(Integer::toUnsignedLong)
        .distinct()
        .toList();
  }
}
