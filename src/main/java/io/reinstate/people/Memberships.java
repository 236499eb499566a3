package io.reinstate.people;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.IdentityService;
import org.springframework.context.annotation.Lazy;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Since when somebody is a member of a group. The engine does not know; so it is noted where
 * memberships are made and ended, and what was written into the database past the engine counts
 * from the moment it is first seen.
 *
 * <p>Who was a member when Reinstate first looked, or was made one by its own start, is one from
 * ever on. Everything is written in the caller's transaction.
 */
@Component
public class Memberships {

  private static final Instant EVER = Instant.EPOCH;

  private final JdbcClient jdbc;
  private final IdentityService identities;
  private final ApprovalSettings settings;
  private final Clock clock;

  Memberships(
      JdbcClient jdbc, @Lazy IdentityService identities, ApprovalSettings settings, Clock clock) {
    this.jdbc = jdbc;
    this.identities = identities;
    this.settings = settings;
    this.clock = clock;
  }

  /** Whether somebody is a member at this moment, whatever their session says. */
  public boolean isMember(String person, String group) {
    return identities.createGroupQuery().groupId(group).groupMember(person).count() > 0;
  }

  /** Whether somebody was a member long enough before that moment. */
  public boolean isOldEnough(String person, String group, Instant asked) {
    return age().isZero()
        || since(person, group).filter(since -> !since.plus(age()).isAfter(asked)).isPresent();
  }

  /** How long somebody has to be a member before a request, to decide about it. */
  public Duration age() {
    return settings.membershipAge();
  }

  /** Notes a membership that begins now; one that is noted began earlier. */
  void begins(String person, String group) {
    note(person, group, clock.instant());
  }

  /** Notes that a membership is over: made again, it begins anew. */
  void ends(String person, String group) {
    jdbc.sql("delete from REINSTATE_MEMBERSHIP where PERSON = ? and GROUP_ID = ?")
        .params(person, group)
        .update();
  }

  /** Notes that somebody is no longer a member of anything. */
  void endAllOf(String person) {
    jdbc.sql("delete from REINSTATE_MEMBERSHIP where PERSON = ?").param(person).update();
  }

  /** Notes that a group has no members any more. */
  void endAllIn(String group) {
    jdbc.sql("delete from REINSTATE_MEMBERSHIP where GROUP_ID = ?").param(group).update();
  }

  /** Notes one that Reinstate's own start made. */
  void wasEver(String person, String group) {
    ends(person, group);
    note(person, group, EVER);
  }

  /** Looks for the first time, or for what came and went past the engine. */
  @Scheduled(initialDelay = 60_000, fixedDelay = 60_000)
  void look() {
    var first = jdbc.sql("select count(*) from REINSTATE_MEMBERSHIP").query(Long.class).single();
    var since = first == 0 ? EVER : clock.instant();
    var noted =
        jdbc
            .sql("select PERSON, GROUP_ID from REINSTATE_MEMBERSHIP")
            .query((row, n) -> new Membership(row.getString("PERSON"), row.getString("GROUP_ID")))
            .list()
            .stream()
            .collect(Collectors.toSet());
    var there = there();
    noted.stream()
        .filter(each -> !there.contains(each))
        .forEach(gone -> ends(gone.person(), gone.group()));
    there.stream()
        .filter(each -> !noted.contains(each))
        .forEach(unseen -> note(unseen.person(), unseen.group(), since));
  }

  private Set<Membership> there() {
    return identities.createGroupQuery().list().stream()
        .flatMap(
            group ->
                identities.createUserQuery().memberOfGroup(group.getId()).list().stream()
                    .map(person -> new Membership(person.getId(), group.getId())))
        .collect(Collectors.toSet());
  }

  private Optional<Instant> since(String person, String group) {
    return jdbc.sql("select SINCE from REINSTATE_MEMBERSHIP where PERSON = ? and GROUP_ID = ?")
        .params(person, group)
        .query((row, n) -> row.getTimestamp("SINCE").toInstant())
        .optional();
  }

  private void note(String person, String group, Instant since) {
    if (since(person, group).isEmpty()) {
      jdbc.sql("insert into REINSTATE_MEMBERSHIP (PERSON, GROUP_ID, SINCE) values (?, ?, ?)")
          .params(person, group, Timestamp.from(since))
          .update();
    }
  }

  private record Membership(String person, String group) {}
}
