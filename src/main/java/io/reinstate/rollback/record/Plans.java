package io.reinstate.rollback.record;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.InjectableValues;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import io.reinstate.rollback.Plan;
import io.reinstate.rollback.RequestRefused;
import io.reinstate.rollback.Runbooks;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * The plans of all acts, and what people decided about them. A plan never changes once it is kept,
 * nor does a decision.
 *
 * <p>Everything is written in the caller's transaction.
 */
@Repository
public class Plans {

  private final JdbcClient jdbc;
  private final ObjectMapper json;
  private final ObjectReader reader;
  private final Rollbacks rollbacks;
  private final Clock clock;

  public Plans(
      JdbcClient jdbc, ObjectMapper json, Runbooks runbooks, Rollbacks rollbacks, Clock clock) {
    this.jdbc = jdbc;
    this.json = json;
    this.reader =
        json.readerFor(Plan.class)
            .with(new InjectableValues.Std().addValue(Runbooks.class, runbooks));
    this.rollbacks = rollbacks;
    this.clock = clock;
  }

  /**
   * Keeps a plan and pins the target in the record. Returns the plan's id ({@code shop-0042.1}).
   */
  public String keep(String instance, Plan plan) {
    var record = rollbacks.of(instance);
    var earlier =
        jdbc.sql("select count(*) from REINSTATE_PLAN where INSTANCE = ?")
            .param(instance)
            .query(Integer.class)
            .single();
    var id = record.key() + "." + (earlier + 1);
    jdbc.sql("insert into REINSTATE_PLAN (ID, INSTANCE, CONTENT, CREATED) values (?, ?, ?, ?)")
        .params(id, instance, write(plan), Times.stored(plan.created()))
        .update();
    plan.target()
        .filter(target -> plan.subject().goesToTarget())
        .ifPresent(target -> rollbacks.pin(instance, target.snapshot().toString()));
    return id;
  }

  /** Every plan of an act, the first one first. */
  public List<Plan> of(String instance) {
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
    var undone = rollbacks.undoneBy(instance);
    if (undone.isPresent()) {
      return planOf(undone.get(), planId);
    }
    var plan = planOf(instance, planId);
    if (!plan.runbook().needsApproval()) {
      return plan;
    }
    var decision =
        decision(planId)
            .filter(made -> made.answer().permits())
            .orElseThrow(() -> FourEyes.missing(planId));
    return decision.answer() == Decision.Answer.KEEP_DATA ? plan.keepingData() : plan;
  }

  /**
   * The plan of that id as it is kept: the last one of this act, for an earlier one is decided or
   * outdated.
   *
   * @throws RequestRefused when it is another act's, or not the last one
   */
  public Plan kept(String instance, String planId) {
    var plan = planOf(instance, planId);
    var last = rollbacks.of(instance).key() + "." + of(instance).size();
    if (!last.equals(planId)) {
      throw new RequestRefused(
          "Plan " + planId + " is not the last one of this rollback",
          instance,
          "Decide about " + last + ".");
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
   * Records what a person decided about a plan of the act. One decision a plan: it cannot be
   * changed.
   *
   * @throws FourEyes when the person is the requester, or nobody
   * @throws RequestRefused when the plan was decided already, or has no such answer
   */
  public Decision decide(
      String instance, String planId, String answer, Optional<String> by, String reason) {
    var plan = planOf(instance, planId);
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
    var plan = planOf(instance, planId);
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
    if (decision(planId).isPresent()) {
      throw new RequestRefused(
          "Plan " + planId + " was decided already",
          instance,
          "See the Rollbacks page for who decided what.");
    }
    var decision = new Decision(planId, answer, person, clock.instant(), reason);
    jdbc.sql(
            "insert into REINSTATE_DECISION (PLAN, DECISION, DECIDED_BY, DECIDED_AT, REASON) values (?, ?, ?, ?, ?)")
        .params(
            planId,
            decision.answer().text(),
            person,
            Times.stored(decision.at()),
            decision.reason())
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

  private String write(Plan plan) {
    try {
      return json.writeValueAsString(plan);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A plan can always be written", e);
    }
  }

  private Plan read(String content) {
    try {
      return reader.readValue(content);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A plan that was kept cannot be read", e);
    }
  }

  static Decision decision(ResultSet row) throws SQLException {
    return new Decision(
        row.getString("PLAN"),
        Decision.Answer.of(row.getString("DECISION")),
        row.getString("DECIDED_BY"),
        Times.read(row, "DECIDED_AT").orElseThrow(),
        row.getString("DECISION_REASON"));
  }
}
