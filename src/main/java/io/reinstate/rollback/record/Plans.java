package io.reinstate.rollback.record;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.InjectableValues;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import io.reinstate.rollback.Plan;
import io.reinstate.rollback.RequestRefused;
import io.reinstate.rollback.Runbooks;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * The plans of all acts. A plan never changes once it is kept.
 *
 * <p>Everything is written in the caller's transaction.
 */
@Repository
public class Plans {

  private final JdbcClient jdbc;
  private final ObjectMapper json;
  private final ObjectReader reader;
  private final Rollbacks rollbacks;

  Plans(JdbcClient jdbc, ObjectMapper json, Runbooks runbooks, Rollbacks rollbacks) {
    this.jdbc = jdbc;
    this.json = json;
    this.reader =
        json.readerFor(Plan.class)
            .with(new InjectableValues.Std().addValue(Runbooks.class, runbooks));
    this.rollbacks = rollbacks;
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
   * The plan of that id as it is kept: the last one of this act, for an earlier one is decided or
   * outdated.
   *
   * @throws RequestRefused when it is another act's, or not the last one
   */
  public Plan kept(String instance, String planId) {
    var plan = of(instance, planId);
    var last = rollbacks.of(instance).key() + "." + of(instance).size();
    if (!last.equals(planId)) {
      throw new RequestRefused(
          "Plan " + planId + " is not the last one of this rollback",
          instance,
          "Decide about " + last + ".");
    }
    return plan;
  }

  /**
   * The plan of that id as it is kept.
   *
   * @throws RequestRefused when it is another act's
   */
  Plan of(String instance, String planId) {
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
}
