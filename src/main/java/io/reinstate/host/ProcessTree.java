package io.reinstate.host;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** A process with all its descendants, to be ended together. */
final class ProcessTree {

  private static final Duration GRACE = Duration.ofSeconds(2);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(5);
  private static final Duration LONGEST_PAUSE = Duration.ofMillis(50);

  /** Kept by handle: a child whose parent is already gone is nobody's descendant any more. */
  private final Set<ProcessHandle> members = new LinkedHashSet<>();

  ProcessTree(Process root) {
    members.add(root.toHandle());
  }

  /** SIGTERM, two seconds, SIGKILL. Returns when all are dead, or after two more seconds. */
  void end() {
    findMore();
    members.forEach(ProcessHandle::destroy);
    try {
      awaitEnd();
    } finally {
      findMore();
      members.forEach(ProcessHandle::destroyForcibly);
    }
    awaitEnd();
  }

  private void awaitEnd() {
    Deadline.in(GRACE)
        .await(() -> members.stream().noneMatch(ProcessTree::lives), FIRST_PAUSE, LONGEST_PAUSE);
  }

  private void findMore() {
    List.copyOf(members).forEach(member -> member.descendants().forEach(members::add));
  }

  private static boolean lives(ProcessHandle member) {
    return member.isAlive() && ProcessStat.of(member.pid()).filter(ProcessStat::dead).isEmpty();
  }
}
