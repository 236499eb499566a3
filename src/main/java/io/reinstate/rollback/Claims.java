package io.reinstate.rollback;

import io.reinstate.catalog.ApplicationId;
import io.reinstate.catalog.Catalog;
import java.util.Optional;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * One act on an application at a time, and one step at a time in it.
 *
 * <p>A claim is held by a running instance and ends with it, however it ended. A turn is a row lock
 * of the caller's transaction and ends with that, on whatever node.
 */
@Repository
public class Claims {

  private final JdbcClient jdbc;
  private final RunningInstances running;

  Claims(JdbcClient jdbc, RunningInstances running, Catalog catalog) {
    this.jdbc = jdbc;
    this.running = running;
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
   * Claims an application for an instance, unless another running one has it: that one is returned.
   */
  Optional<String> claim(ApplicationId application, String instance) {
    var other = holder(application).filter(holder -> !holder.equals(instance));
    if (other.isEmpty()) {
      jdbc.sql("update REINSTATE_CLAIM set INSTANCE = ? where APPLICATION = ?")
          .params(instance, application.value())
          .update();
    }
    return other;
  }

  /** The running instance that has an application. No other start claims it meanwhile. */
  Optional<String> holder(ApplicationId application) {
    return Optional.of(holder(application.value(), " for update"))
        .filter(holder -> !holder.isEmpty() && running.isRunning(holder));
  }

  private String holder(String application, String lock) {
    return jdbc.sql(
            "select coalesce(INSTANCE, '') from REINSTATE_CLAIM where APPLICATION = ?" + lock)
        .param(application)
        .query(String.class)
        .single();
  }

  /**
   * Gives up the claim of an act that is being ended, so that the one that follows it can have it
   * at once.
   */
  public void release(String instance) {
    jdbc.sql("update REINSTATE_CLAIM set INSTANCE = null where INSTANCE = ?")
        .param(instance)
        .update();
  }

  /**
   * Waits until no other step acts on the application, and keeps others waiting until the caller's
   * transaction ends, on whatever node. Then goes on only if the act still has its claim: a
   * cancelled one touches nothing any more.
   *
   * @throws RequestRefused when the act lost its claim
   */
  public void takeTurn(String application, String instance) {
    jdbc.sql("select APPLICATION from REINSTATE_TURN where APPLICATION = ? for update")
        .param(application)
        .query(String.class)
        .single();
    if (!holder(application, "").equals(instance)) {
      throw new RequestRefused(
          "This rollback was cancelled, so it touches nothing any more",
          application,
          "See the Rollbacks page.");
    }
  }
}
