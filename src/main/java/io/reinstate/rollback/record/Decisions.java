package io.reinstate.rollback.record;

import io.reinstate.rollback.Plan;
import io.reinstate.rollback.RequestRefused;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * What people decided about plans, and so which plan may run. A person decides about a plan once,
 * and a decision never changes.
 *
 * <p>Everything is written in the caller's transaction.
 */
@Repository
public class Decisions {

  /** How many people have to approve a plan. */
  private static final int QUORUM = 1;

  private final JdbcClient jdbc;
  private final Plans plans;
  private final Rollbacks rollbacks;
  private final Clock clock;

  Decisions(JdbcClient jdbc, Plans plans, Rollbacks rollbacks, Clock clock) {
    this.jdbc = jdbc;
    this.plans = plans;
    this.rollbacks = rollbacks;
    this.clock = clock;
  }

  /**
   * The plan that may run now: one of this act's own, approved by somebody else if its runbook asks
   * for that, or the one that is put back by an act that undoes another.
   *
   * @throws FourEyes when it was not approved
   */
  public Plan runnable(String instance, String planId) {
    var undone = rollbacks.undoneBy(instance);
    if (undone.isPresent()) {
      return plans.of(undone.get(), planId);
    }
    var plan = plans.of(instance, planId);
    if (!plan.runbook().needsApproval()) {
      return plan;
    }
    var votes = votes(planId);
    if (!votes.permit()) {
      throw FourEyes.missing(planId);
    }
    return votes.keepData() ? plan.keepingData() : plan;
  }

  /**
   * Records what a person decided about a plan of the act. It cannot be changed. Of two who decide
   * at once, the second waits for the first.
   *
   * @throws FourEyes when the person is the requester, or nobody
   * @throws RequestRefused when the plan was decided already, or has no such answer
   */
  public Decision decide(
      String instance, String planId, String answer, Optional<String> by, String reason) {
    var plan = plans.of(instance, planId);
    var person = by.filter(name -> !name.isBlank()).orElseThrow(() -> FourEyes.nobody(planId));
    var requester = rollbacks.of(instance).requester();
    if (person.equals(requester)) {
      throw FourEyes.requester(requester, planId);
    }
    return keep(instance, planId, answerTo(plan, planId, answer), person, reason);
  }

  private static Decision.Answer answerTo(Plan plan, String planId, String text) {
    var answer = Decision.Answer.of(text);
    if (answer == Decision.Answer.FORCE) {
      throw new RequestRefused(
          "Nobody forces a rollback that somebody else asked for",
          "plan " + planId,
          "Choose approve or refuse; who wants to do without an approval says so at the start.");
    }
    if (answer == Decision.Answer.KEEP_DATA && !plan.mayKeepData()) {
      throw new RequestRefused(
          plan.replacesData()
              ? "This plan brings nothing but data back: nothing would be left to do without it"
              : "This plan replaces no data",
          "plan " + planId,
          "Choose approve or refuse.");
    }
    return answer;
  }

  /**
   * Records that the requester does without an approval. Whether they may is the caller's question.
   *
   * @throws FourEyes when the person is not the requester, or nobody
   * @throws RequestRefused when the plan would change databases or what customers wrote, or was
   *     decided already
   */
  public Decision force(String instance, String planId, Optional<String> by, String reason) {
    var plan = plans.of(instance, planId);
    var person = by.filter(name -> !name.isBlank()).orElseThrow(() -> FourEyes.nobody(planId));
    if (!person.equals(rollbacks.of(instance).requester())) {
      throw FourEyes.forced(person, planId);
    }
    if (plan.changesData()) {
      throw new RequestRefused(
          "A rollback that changes databases or customers' files cannot be forced",
          "plan " + planId,
          "Start it again without «forced»; somebody else has to approve it.");
    }
    return keep(instance, planId, Decision.Answer.FORCE, person, reason);
  }

  private Decision keep(
      String instance, String planId, Decision.Answer answer, String person, String reason) {
    lock(planId);
    if (votes(planId).areSettled()) {
      throw new RequestRefused(
          "Plan " + planId + " was decided already",
          instance,
          "See the Rollbacks page for who decided what.");
    }
    var decision = new Decision(planId, answer, person, clock.instant(), reason);
    jdbc.sql(
            "insert into REINSTATE_VOTE (PLAN, PERSON, ANSWER, CAST_AT, REASON) values (?, ?, ?, ?, ?)")
        .params(
            planId,
            person,
            decision.answer().text(),
            Times.stored(decision.at()),
            decision.reason())
        .update();
    return decision;
  }

  /** Until the caller's transaction ends, on whatever node. */
  private void lock(String planId) {
    jdbc.sql("select ID from REINSTATE_PLAN where ID = ? for update")
        .param(planId)
        .query(String.class)
        .single();
  }

  /** Whether what was decided about a plan permits it. */
  public boolean permit(String planId) {
    return votes(planId).permit();
  }

  private Votes votes(String planId) {
    return new Votes(
        QUORUM,
        jdbc.sql("select * from REINSTATE_VOTE where PLAN = ? order by CAST_AT")
            .param(planId)
            .query(Decisions::decision)
            .list());
  }

  static Decision decision(ResultSet row, int number) throws SQLException {
    return new Decision(
        row.getString("PLAN"),
        Decision.Answer.of(row.getString("ANSWER")),
        row.getString("PERSON"),
        Times.read(row, "CAST_AT").orElseThrow(),
        row.getString("REASON"));
  }
}
