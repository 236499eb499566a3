package io.reinstate.rollback.record;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import io.reinstate.catalog.application.ApplicationId;
import io.reinstate.rollback.PlainText;
import io.reinstate.rollback.RollbackNotFound;
import io.reinstate.rollback.Runbook;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * The record of every act on every application.
 *
 * <p>Everything is written in the caller's transaction: a start that fails leaves no record and no
 * claim.
 */
@Repository
public class Rollbacks {

  private static final int LONGEST_DETAIL = 4000;
  private static final String SELECT = "select r.* from REINSTATE_ROLLBACK r ";

  private final JdbcClient jdbc;
  private final Claims claims;
  private final Clock clock;

  Rollbacks(JdbcClient jdbc, Claims claims, Clock clock) {
    this.jdbc = jdbc;
    this.claims = claims;
    this.clock = clock;
  }

  /**
   * Opens the record of an act and claims its application for it, and those that must be left alone
   * meanwhile. A second run for the same instance returns the record of the first. The claim ends
   * when its instance is no longer running, however it ended.
   *
   * @param alongside other applications
   * @throws ApplicationBusy when another act on one of the applications has not ended
   */
  public RollbackRecord open(Act act, Set<ApplicationId> alongside) {
    var wanted = new TreeSet<>(alongside);
    wanted.add(act.application());
    for (var application : wanted) {
      claims
          .claim(application, act.instance())
          .ifPresent(
              other -> {
                throw new ApplicationBusy(of(other), act.application(), application);
              });
    }
    return ofInstance(act.instance()).orElseGet(() -> insert(act));
  }

  /** Opens the record of an act that leaves other applications to others. */
  public RollbackRecord open(Act act) {
    return open(act, Set.of());
  }

  /** The act that has an application now. */
  public Optional<RollbackRecord> current(ApplicationId application) {
    return claims.holder(application).map(this::of);
  }

  private RollbackRecord insert(Act act) {
    var number =
        jdbc.sql(
                "select coalesce(max(NUMBER_), 0) + 1 from REINSTATE_ROLLBACK where APPLICATION = ?")
            .param(act.application().value())
            .query(Integer.class)
            .single();
    jdbc.sql(
            "insert into REINSTATE_ROLLBACK (INSTANCE, ROLLBACK_KEY, APPLICATION, NUMBER_, RUNBOOK, SUBJECT, TARGET,"
                + " REASON, REQUESTER, STARTED) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
        .params(
            act.instance(),
            "%s-%04d".formatted(act.application(), number),
            act.application().value(),
            number,
            act.runbook(),
            act.subject().orElse(null),
            act.target().orElse(null),
            act.reason().orElse(null),
            act.requester(),
            Times.stored(clock.instant()))
        .update();
    return of(act.instance());
  }

  /** The record that a running or ended instance carries. */
  public RollbackRecord of(String instance) {
    return ofInstance(instance).orElseThrow(() -> RollbackNotFound.rollback(instance));
  }

  /** The record that an instance carries, if it carries one. */
  public Optional<RollbackRecord> ofInstance(String instance) {
    return records("where r.INSTANCE = ?", instance).findFirst();
  }

  /** The record of that key ({@code shop-0042}). */
  public RollbackRecord find(String key) {
    return records("where r.ROLLBACK_KEY = ?", key)
        .findFirst()
        .orElseThrow(() -> RollbackNotFound.rollback(key));
  }

  /** A page of all records, newest first. */
  public List<RollbackRecord> list(int first, int most) {
    return records(
            "order by r.STARTED desc, r.NUMBER_ desc offset ? rows fetch next ? rows only",
            first,
            most)
        .toList();
  }

  /** Acts without an outcome that undo nothing, newest first. */
  public List<RollbackRecord> unfinished() {
    return records("where r.OUTCOME is null and r.UNDOES is null order by r.STARTED desc").toList();
  }

  /**
   * Acts of an application that were done, the last 20, newest first.
   *
   * @param runbooks their ids
   */
  public List<RollbackRecord> done(ApplicationId application, List<String> runbooks) {
    var wanted = String.join(", ", Collections.nCopies(runbooks.size(), "?"));
    var values = new ArrayList<Object>(List.of(application.value()));
    values.addAll(runbooks);
    values.add(Outcome.RESTORED.id());
    return records(
            "where r.APPLICATION = ? and r.RUNBOOK in (%s) and (r.OUTCOME = ? or r.ACTED is not null)"
                    .formatted(wanted)
                + " order by r.NUMBER_ desc fetch first 20 rows only",
            values.toArray())
        .toList();
  }

  /** How many records there are. */
  public int count() {
    return jdbc.sql("select count(*) from REINSTATE_ROLLBACK").query(Integer.class).single();
  }

  /** Notes which snapshot an act goes back to. */
  void pin(String instance, String target) {
    jdbc.sql("update REINSTATE_ROLLBACK set TARGET = ? where INSTANCE = ?")
        .params(target, instance)
        .update();
  }

  /**
   * Notes what came of an act, before what was added to it meanwhile. The first outcome stays: a
   * second run changes nothing.
   */
  public void close(String instance, Outcome outcome, Optional<String> detail) {
    var added = ofInstance(instance).flatMap(RollbackRecord::detail);
    var told = Stream.of(detail, added).flatMap(Optional::stream).collect(Collectors.joining("\n"));
    jdbc.sql(
            "update REINSTATE_ROLLBACK set OUTCOME = ?, DETAIL = ?, ENDED = ? where INSTANCE = ? and OUTCOME is null")
        .params(
            outcome.id(),
            told.isEmpty() ? null : PlainText.atMost(LONGEST_DETAIL, told),
            Times.stored(clock.instant()),
            instance)
        .update();
  }

  /** Adds a line to what came of an act. */
  public void addDetail(String instance, String line) {
    var detail = of(instance).detail().map(told -> told + "\n" + line).orElse(line);
    jdbc.sql("update REINSTATE_ROLLBACK set DETAIL = ? where INSTANCE = ?")
        .params(PlainText.atMost(LONGEST_DETAIL, detail), instance)
        .update();
  }

  /** Notes that an act is done and only watched from now on. The first moment stays. */
  public void acted(String instance) {
    jdbc.sql("update REINSTATE_ROLLBACK set ACTED = ? where INSTANCE = ? and ACTED is null")
        .params(Times.stored(clock.instant()), instance)
        .update();
  }

  /** Notes that an act that seemed done goes on. */
  public void reopen(String instance) {
    jdbc.sql("update REINSTATE_ROLLBACK set ACTED = null where INSTANCE = ?")
        .param(instance)
        .update();
  }

  /** Notes that an act undoes another. */
  public void noteUndoing(String instance, String undone) {
    jdbc.sql("update REINSTATE_ROLLBACK set UNDOES = ? where INSTANCE = ?")
        .params(undone, instance)
        .update();
  }

  /** The act that this one undoes, if it does. */
  public Optional<String> undoneBy(String instance) {
    return jdbc.sql(
            "select UNDOES from REINSTATE_ROLLBACK where INSTANCE = ? and UNDOES is not null")
        .param(instance)
        .query(String.class)
        .optional();
  }

  /** Whether some act undid, or is undoing, this one. One that was cancelled itself did not. */
  public boolean isUndone(String instance) {
    return jdbc.sql(
                "select count(*) from REINSTATE_ROLLBACK where UNDOES = ? and coalesce(OUTCOME, '') <> 'cancelled'")
            .param(instance)
            .query(Integer.class)
            .single()
        > 0;
  }

  /** The act whose plan that is. */
  public Optional<RollbackRecord> ofPlan(String planId) {
    return records("where r.INSTANCE = (select INSTANCE from REINSTATE_PLAN where ID = ?)", planId)
        .findFirst();
  }

  /**
   * How long rollbacks of this kind took, from decision (or start) to hand-over (or end): the
   * median of the last ten that restored.
   */
  public Optional<Duration> usual(Runbook runbook, ApplicationId application) {
    var durations =
        records(
                "where r.RUNBOOK = ? and r.APPLICATION = ? and r.OUTCOME in ('restored', 'deployed')"
                    + " order by r.STARTED desc fetch first 10 rows only",
                runbook.id(),
                application.value())
            .map(Rollbacks::acting)
            .sorted()
            .toList();
    return durations.isEmpty()
        ? Optional.empty()
        : Optional.of(durations.get(durations.size() / 2));
  }

  private static Duration acting(RollbackRecord record) {
    return Duration.between(
        record.decision().map(Decision::at).orElse(record.started()), record.done().orElseThrow());
  }

  private Stream<RollbackRecord> records(String which, Object... values) {
    var rows = jdbc.sql(SELECT + which).params(values).query(Rollbacks::record).list();
    if (rows.isEmpty()) {
      return Stream.empty();
    }
    var decisions = decisions(rows.stream().map(RollbackRecord::instance).toList());
    return rows.stream().map(row -> row.with(decisions.getOrDefault(row.instance(), List.of())));
  }

  /** All decisions about all plans of those acts, the first one first. */
  private Map<String, List<Decision>> decisions(List<String> instances) {
    return jdbc
        .sql(
            "select p.INSTANCE, v.* from REINSTATE_VOTE v join REINSTATE_PLAN p on p.ID = v.PLAN"
                + " where p.INSTANCE in (:instances) order by v.CAST_AT, p.CREATED")
        .param("instances", instances)
        .query((row, n) -> Map.entry(row.getString("INSTANCE"), Decisions.decision(row, n)))
        .list()
        .stream()
        .collect(groupingBy(Map.Entry::getKey, mapping(Map.Entry::getValue, toList())));
  }

  private static RollbackRecord record(ResultSet row, int number) throws SQLException {
    return new RollbackRecord(
        row.getString("ROLLBACK_KEY"),
        row.getString("INSTANCE"),
        row.getString("APPLICATION"),
        row.getString("RUNBOOK"),
        Optional.ofNullable(row.getString("SUBJECT")),
        Optional.ofNullable(row.getString("TARGET")),
        Optional.ofNullable(row.getString("REASON")),
        row.getString("REQUESTER"),
        Times.read(row, "STARTED").orElseThrow(),
        Optional.empty(),
        List.of(),
        Optional.ofNullable(row.getString("OUTCOME")).map(Outcome::of),
        Optional.ofNullable(row.getString("DETAIL")),
        Times.read(row, "ACTED"),
        Times.read(row, "ENDED"));
  }
}
