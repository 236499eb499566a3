package io.reinstate.rollback;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.reinstate.catalog.ApplicationId;
import io.reinstate.catalog.Catalog;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * The record of every act on every application, and the claim that lets only one act on an
 * application at a time.
 *
 * <p>Everything is written in the caller's transaction: a start that fails leaves no record and no
 * claim.
 */
@Repository
public class Rollbacks {

  private static final String SELECT =
      "select r.*, d.PLAN, d.DECISION, d.DECIDED_BY, d.DECIDED_AT, d.REASON as DECISION_REASON from REINSTATE_ROLLBACK r"
          + " left join REINSTATE_DECISION d on d.PLAN = (select x.PLAN from REINSTATE_DECISION x join REINSTATE_PLAN p"
          + " on p.ID = x.PLAN where p.INSTANCE = r.INSTANCE order by x.DECIDED_AT desc, p.CREATED desc"
          + " fetch first 1 row only) ";

  private final JdbcClient jdbc;
  private final ObjectMapper json;
  private final RunningInstances running;
  private final Clock clock;

  Rollbacks(
      JdbcClient jdbc, ObjectMapper json, RunningInstances running, Clock clock, Catalog catalog) {
    this.jdbc = jdbc;
    this.json = json;
    this.running = running;
    this.clock = clock;
    for (var application : catalog.applications()) {
      prepareRow("REINSTATE_CLAIM", application.id());
      prepareRow("REINSTATE_TURN", application.id());
    }
  }

  /** A row to lock for every application, so that two starts, or two steps, wait for each other. */
  private void prepareRow(String table, ApplicationId application) {
    var known =
        jdbc.sql("select count(*) from " + table + " where APPLICATION = ?")
            .param(application.value());
    if (known.query(Integer.class).single() == 0) {
      try {
        jdbc.sql("insert into " + table + " (APPLICATION) values (?)")
            .param(application.value())
            .update();
      } catch (DuplicateKeyException e) {
        // Another node, starting at the same moment, prepared it.
      }
    }
  }

  /**
   * Opens the record of an act and claims its application for it. A second run for the same
   * instance returns the record of the first. The claim ends when its instance is no longer
   * running, however it ended.
   *
   * @throws ApplicationBusy when another act on the application has not ended
   */
  public RollbackRecord open(
      String instance,
      String runbook,
      ApplicationId application,
      String requester,
      Optional<String> module,
      Optional<String> target,
      Optional<String> reason) {
    var holder =
        jdbc.sql(
                "select coalesce(INSTANCE, '') from REINSTATE_CLAIM where APPLICATION = ? for update")
            .param(application.value())
            .query(String.class)
            .single();
    if (holder.equals(instance)) {
      return of(instance);
    }
    if (!holder.isEmpty() && running.isRunning(holder)) {
      throw new ApplicationBusy(of(holder));
    }
    jdbc.sql("update REINSTATE_CLAIM set INSTANCE = ? where APPLICATION = ?")
        .params(instance, application.value())
        .update();
    insert(instance, runbook, application, requester, module, target, reason);
    return of(instance);
  }

  private void insert(
      String instance,
      String runbook,
      ApplicationId application,
      String requester,
      Optional<String> module,
      Optional<String> target,
      Optional<String> reason) {
    var number =
        jdbc.sql(
                "select coalesce(max(NUMBER_), 0) + 1 from REINSTATE_ROLLBACK where APPLICATION = ?")
            .param(application.value())
            .query(Integer.class)
            .single();
    jdbc.sql(
            "insert into REINSTATE_ROLLBACK (INSTANCE, ROLLBACK_KEY, APPLICATION, NUMBER_, RUNBOOK, MODULE, TARGET,"
                + " REASON, REQUESTER, STARTED) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
        .params(
            instance,
            "%s-%04d".formatted(application, number),
            application.value(),
            number,
            runbook,
            module.orElse(null),
            target.orElse(null),
            reason.orElse(null),
            requester,
            timestamp(clock.instant()))
        .update();
  }

  /** The record that a running or ended instance carries. */
  public RollbackRecord of(String instance) {
    return jdbc.sql(SELECT + "where r.INSTANCE = ?")
        .param(instance)
        .query(Rollbacks::record)
        .optional()
        .orElseThrow(() -> RollbackNotFound.rollback(instance));
  }

  /** The record of that key ({@code shop-0042}). */
  public RollbackRecord find(String key) {
    return jdbc.sql(SELECT + "where r.ROLLBACK_KEY = ?")
        .param(key)
        .query(Rollbacks::record)
        .optional()
        .orElseThrow(() -> RollbackNotFound.rollback(key));
  }

  /** A page of all records, newest first. */
  public List<RollbackRecord> list(int first, int most) {
    return jdbc.sql(
            SELECT + "order by r.STARTED desc, r.NUMBER_ desc offset ? rows fetch next ? rows only")
        .params(first, most)
        .query(Rollbacks::record)
        .list();
  }

  /** How many records there are. */
  public int count() {
    return jdbc.sql("select count(*) from REINSTATE_ROLLBACK").query(Integer.class).single();
  }

  /** Notes what came of an act. The first outcome stays: a second run changes nothing. */
  public void close(String instance, Outcome outcome, Optional<String> detail) {
    jdbc.sql(
            "update REINSTATE_ROLLBACK set OUTCOME = ?, DETAIL = ?, ENDED = ? where INSTANCE = ? and OUTCOME is null")
        .params(
            outcome.id(),
            detail.map(Rollbacks::atMost4000).orElse(null),
            timestamp(clock.instant()),
            instance)
        .update();
  }

  private static String atMost4000(String text) {
    return text.length() <= 4000 ? text : text.substring(0, 3999) + "…";
  }

  /**
   * Keeps a plan and pins the target in the record. Returns the plan's id ({@code shop-0042.1}).
   */
  public String keep(String instance, Plan plan) {
    var record = of(instance);
    var earlier =
        jdbc.sql("select count(*) from REINSTATE_PLAN where INSTANCE = ?")
            .param(instance)
            .query(Integer.class)
            .single();
    var id = record.key() + "." + (earlier + 1);
    jdbc.sql("insert into REINSTATE_PLAN (ID, INSTANCE, CONTENT, CREATED) values (?, ?, ?, ?)")
        .params(id, instance, write(plan), timestamp(plan.created()))
        .update();
    plan.target()
        .ifPresent(
            target ->
                jdbc.sql("update REINSTATE_ROLLBACK set TARGET = ? where INSTANCE = ?")
                    .params(target.snapshot().toString(), instance)
                    .update());
    return id;
  }

  /** Every plan of an act, the first one first. */
  public List<Plan> plans(String instance) {
    return jdbc
        .sql("select CONTENT from REINSTATE_PLAN where INSTANCE = ? order by CREATED, ID")
        .param(instance)
        .query(String.class)
        .list()
        .stream()
        .map(this::read)
        .toList();
  }

  /**
   * The plan that may run now: one of this act's own, approved by somebody else if its runbook asks
   * for that, or the one that is put back by an act that undoes another.
   *
   * @throws FourEyes when it was not approved
   */
  public Plan runnable(String instance, String planId) {
    var undone = undoneBy(instance);
    if (undone.isPresent()) {
      return planOf(undone.get(), planId);
    }
    var plan = planOf(instance, planId);
    if (plan.runbook().needsApproval()) {
      decision(planId)
          .filter(decision -> decision.answer() == Decision.Answer.APPROVE)
          .orElseThrow(() -> FourEyes.missing(planId));
    }
    return plan;
  }

  private Plan planOf(String instance, String planId) {
    return jdbc.sql("select CONTENT from REINSTATE_PLAN where ID = ? and INSTANCE = ?")
        .params(planId, instance)
        .query(String.class)
        .optional()
        .map(this::read)
        .orElseThrow(
            () ->
                new RequestRefused(
                    "Plan " + planId + " is not one of this rollback",
                    instance,
                    "Start the rollback again."));
  }

  /**
   * Waits until no other step acts on the application, and keeps others waiting until the caller's
   * transaction ends, on whatever node. Then goes on only if the act still has its claim: a
   * cancelled one touches nothing any more.
   *
   * @throws RequestRefused when the act lost its claim
   */
  public void takeTurn(String instance) {
    var application = of(instance).application();
    jdbc.sql("select APPLICATION from REINSTATE_TURN where APPLICATION = ? for update")
        .param(application)
        .query(String.class)
        .single();
    var holder =
        jdbc.sql("select coalesce(INSTANCE, '') from REINSTATE_CLAIM where APPLICATION = ?")
            .param(application)
            .query(String.class)
            .single();
    if (!holder.equals(instance)) {
      throw new RequestRefused(
          "This rollback was cancelled, so it touches nothing any more",
          application,
          "See the Rollbacks page.");
    }
  }

  /**
   * Gives up the claim of an act that is being cancelled, so that the act that undoes it can have
   * it at once.
   */
  public void release(String instance) {
    jdbc.sql("update REINSTATE_CLAIM set INSTANCE = null where INSTANCE = ?")
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

  /** Whether some act undid, or is undoing, this one. */
  public boolean isUndone(String instance) {
    return jdbc.sql("select count(*) from REINSTATE_ROLLBACK where UNDOES = ?")
            .param(instance)
            .query(Integer.class)
            .single()
        > 0;
  }

  /** The act whose plan that is. */
  public Optional<RollbackRecord> ofPlan(String planId) {
    return jdbc.sql(
            SELECT + "where r.INSTANCE = (select INSTANCE from REINSTATE_PLAN where ID = ?)")
        .param(planId)
        .query(Rollbacks::record)
        .optional();
  }

  /**
   * Records what a person decided about a plan of the act. One decision a plan: it cannot be
   * changed.
   *
   * @throws FourEyes when the person is the requester, or nobody
   */
  public Decision decide(
      String instance, String planId, String answer, Optional<String> by, String reason) {
    planOf(instance, planId);
    var person = by.filter(name -> !name.isBlank()).orElseThrow(() -> FourEyes.nobody(planId));
    var requester = of(instance).requester();
    if (person.equals(requester)) {
      throw FourEyes.requester(requester, planId);
    }
    if (decision(planId).isPresent()) {
      throw new RequestRefused(
          "Plan " + planId + " was decided already",
          instance,
          "See the Rollbacks page for who decided what.");
    }
    var decision =
        new Decision(planId, Decision.Answer.of(answer), person, clock.instant(), reason);
    jdbc.sql(
            "insert into REINSTATE_DECISION (PLAN, DECISION, DECIDED_BY, DECIDED_AT, REASON) values (?, ?, ?, ?, ?)")
        .params(planId, decision.answer().text(), person, timestamp(decision.at()), reason)
        .update();
    return decision;
  }

  private Optional<Decision> decision(String planId) {
    return jdbc.sql(
            "select PLAN, DECISION, DECIDED_BY, DECIDED_AT, REASON as DECISION_REASON from REINSTATE_DECISION where PLAN = ?")
        .param(planId)
        .query((row, n) -> decision(row))
        .optional();
  }

  /**
   * How long rollbacks of this kind took, from decision (or start) to end: the median of the last
   * ten that restored.
   */
  public Optional<Duration> usual(Runbook runbook, ApplicationId application) {
    var durations =
        jdbc
            .sql(
                SELECT
                    + "where r.RUNBOOK = ? and r.APPLICATION = ? and r.OUTCOME = 'restored' order by r.STARTED desc fetch first 10 rows only")
            .params(runbook.id(), application.value())
            .query(Rollbacks::record)
            .list()
            .stream()
            .map(Rollbacks::acting)
            .sorted()
            .toList();
    return durations.isEmpty()
        ? Optional.empty()
        : Optional.of(durations.get(durations.size() / 2));
  }

  private static Duration acting(RollbackRecord record) {
    return Duration.between(
        record.decision().map(Decision::at).orElse(record.started()), record.ended().orElseThrow());
  }

  private String write(Plan plan) {
    try {
      return json.writeValueAsString(plan);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A plan can always be written", e);
    }
  }

  private Plan read(String content) {
    try {
      return json.readValue(content, Plan.class);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A plan that was kept cannot be read", e);
    }
  }

  private static RollbackRecord record(ResultSet row, int number) throws SQLException {
    return new RollbackRecord(
        row.getString("ROLLBACK_KEY"),
        row.getString("INSTANCE"),
        row.getString("APPLICATION"),
        row.getString("RUNBOOK"),
        Optional.ofNullable(row.getString("MODULE")),
        Optional.ofNullable(row.getString("TARGET")),
        Optional.ofNullable(row.getString("REASON")),
        row.getString("REQUESTER"),
        instant(row, "STARTED").orElseThrow(),
        row.getString("PLAN") == null ? Optional.empty() : Optional.of(decision(row)),
        Optional.ofNullable(row.getString("OUTCOME")).map(Outcome::of),
        Optional.ofNullable(row.getString("DETAIL")),
        instant(row, "ENDED"));
  }

  private static Decision decision(ResultSet row) throws SQLException {
    return new Decision(
        row.getString("PLAN"),
        Decision.Answer.of(row.getString("DECISION")),
        row.getString("DECIDED_BY"),
        instant(row, "DECIDED_AT").orElseThrow(),
        row.getString("DECISION_REASON"));
  }

  private static Optional<Instant> instant(ResultSet row, String column) throws SQLException {
    return Optional.ofNullable(row.getObject(column, OffsetDateTime.class))
        .map(OffsetDateTime::toInstant);
  }

  private static OffsetDateTime timestamp(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
