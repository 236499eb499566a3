package io.reinstate.host;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.NativeLong;
import com.sun.jna.Platform;
import io.reinstate.catalog.application.SystemUser;

/**
 * Reaches files with the rights of another user, in the current thread and nowhere else
 * (setfsuid(2)): the kernel itself then sees to it that a link gains its maker nothing.
 *
 * <p>It holds for files alone: a program started meanwhile runs as Reinstate, and work handed to
 * another thread is done with Reinstate's rights. But a thread that is born meanwhile keeps the
 * user's rights for its life: start none, and no parallel stream. Where Reinstate is not root, or
 * the user is, nothing changes.
 */
public final class FilesAs {

  /** What is done with files. */
  public interface Work<T, E extends Exception> {
    T done() throws E;
  }

  /** What is done with files, without an answer. */
  public interface Act<E extends Exception> {
    void done() throws E;
  }

  /** By syscall(2): the C library would set the groups of all threads, and its way to undo that. */
  private interface C extends Library {
    NativeLong syscall(NativeLong number, Object... arguments);
  }

  /** Of the kernel's tables for x86-64 and for all younger architectures. */
  private enum Call {
    GETGROUPS(115, 158),
    SETGROUPS(116, 159),
    SETFSUID(122, 151),
    SETFSGID(123, 152);

    private final NativeLong number;

    Call(int intel, int others) {
      number = new NativeLong(Platform.isIntel() ? intel : others);
    }

    int with(Object... arguments) {
      return LIBRARY.syscall(number, arguments).intValue();
    }
  }

  /** What the kernel asks when this thread opens a file. */
  private record Credentials(int uid, int gid, int[] groups) {

    static Credentials of(SystemUser user) {
      var groups = user.groups().stream().mapToInt(Long::intValue).toArray();
      return new Credentials((int) user.uid(), (int) user.gid(), groups);
    }

    /** An id that is none changes nothing; the answer is always the one before. */
    static Credentials current() {
      var groups = new int[Math.max(0, Call.GETGROUPS.with(0, null))];
      Call.GETGROUPS.with(groups.length, groups.length == 0 ? null : groups);
      return new Credentials(Call.SETFSUID.with(NOBODY), Call.SETFSGID.with(NOBODY), groups);
    }

    void take() {
      var result = Call.SETGROUPS.with(groups.length, groups.length == 0 ? null : groups);
      Call.SETFSGID.with(gid);
      Call.SETFSUID.with(uid);
      if (result != 0 || Call.SETFSGID.with(NOBODY) != gid || Call.SETFSUID.with(NOBODY) != uid) {
        throw new IllegalStateException(
            "The kernel does not let this thread reach files as user "
                + Integer.toUnsignedString(uid)
                + ". Reinstate needs CAP_SETUID and CAP_SETGID, or must not be root.");
      }
    }
  }

  private static final C LIBRARY = Native.load("c", C.class);
  private static final int NOBODY = -1;
  private static final Credentials OWN = Credentials.current();

  private FilesAs() {}

  /**
   * Does the work with the user's rights, and gives its answer. Amid work that is done with a
   * user's rights nothing changes: one user's files lead to no other's rights.
   */
  public static <T, E extends Exception> T call(SystemUser user, Work<T, E> work) throws E {
    if (user.isRoot() || !SystemUser.weAreRoot()) {
      return work.done();
    }
    var before = Credentials.current();
    if (before.uid() != OWN.uid()) {
      return work.done();
    }
    try {
      Credentials.of(user).take();
      return work.done();
    } finally {
      before.take();
    }
  }

  /** Does the work with Reinstate's own rights, amid work that is done with a user's. */
  public static <T, E extends Exception> T own(Work<T, E> work) throws E {
    var before = Credentials.current();
    if (before.uid() == OWN.uid()) {
      return work.done();
    }
    try {
      OWN.take();
      return work.done();
    } finally {
      before.take();
    }
  }

  /** Does the work with the user's rights. */
  public static <E extends Exception> void run(SystemUser user, Act<E> act) throws E {
    call(
        user,
        () -> {
          act.done();
          return null;
        });
  }
}
