package io.reinstate.catalog.application;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A user of the operating system.
 *
 * @param uid its number, 0 to 2³²−1
 * @param gid its first group
 * @param groups all its groups, the first one among them
 * @param home its home directory, which need not exist
 */
public record SystemUser(String name, long uid, long gid, List<Long> groups, Path home) {

  private static final long ROOT = 0;

  public SystemUser {
    groups = List.copyOf(groups);
  }

  /** The user of that name or number; nothing where the system knows none. */
  public static Optional<SystemUser> of(String nameOrUid) {
    return UserDatabase.named(nameOrUid)
        .or(
            () ->
                nameOrUid.matches("[0-9]{1,10}")
                    ? UserDatabase.withId(Long.parseLong(nameOrUid))
                    : Optional.empty());
  }

  /** The one Reinstate runs as, whether the system has a name for it or not. */
  public static SystemUser own() {
    var uid = UserDatabase.ownId();
    return UserDatabase.withId(uid)
        .orElseGet(
            () ->
                new SystemUser(
                    Long.toString(uid),
                    uid,
                    uid,
                    List.of(uid),
                    Path.of(System.getProperty("user.home"))));
  }

  /** Whether Reinstate may act as other users. */
  public static boolean weAreRoot() {
    return UserDatabase.ownId() == ROOT;
  }

  public boolean isRoot() {
    return uid == ROOT;
  }

  /** Whether Reinstate has to give up rights to act as this user. */
  public boolean isAnother() {
    return uid != UserDatabase.ownId();
  }
}
