package io.reinstate.rollback.record;

import io.reinstate.catalog.Catalog;
import io.reinstate.catalog.RunningActs;
import io.reinstate.catalog.application.Application;
import io.reinstate.catalog.application.ApplicationId;
import io.reinstate.rollback.RequestRefused;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
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
public class Claims implements RunningActs {

  private final JdbcClient jdbc;
  private final RunningInstances running;

  Claims(JdbcClient jdbc, RunningInstances running, Catalog catalog) {
    this.jdbc = jdbc;
    this.running = running;
    catalog.prepare(
        applications -> {
          prepareRows("REINSTATE_CLAIM", applications);
          prepareRows("REINSTATE_TURN", applications);
        });
  }

  /** A row to lock for every application, so that two starts, or two steps, wait for each other. */
  private void prepareRows(String table, Collection<Application> applications) {
    var known = jdbc.sql("select APPLICATION from " + table).query(String.class).set();
    applications.stream()
        .map(application -> application.id().value())
        .filter(application -> !known.contains(application))
        .forEach(application -> prepareRow(table, application));
  }

  private void prepareRow(String table, String application) {
    try {
      jdbc.sql("insert into " + table + " (APPLICATION) values (?)").param(application).update();
    } catch (DuplicateKeyException e) {
      // Another node prepared it at the same moment.
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

  /** The applications that running instances have. */
  @Override
  public Set<ApplicationId> applications() {
    return jdbc
        .sql("select APPLICATION, INSTANCE from REINSTATE_CLAIM where INSTANCE is not null")
        .query((row, n) -> Map.entry(row.getString("APPLICATION"), row.getString("INSTANCE")))
        .list()
        .stream()
        .filter(claim -> running.isRunning(claim.getValue()))
        .map(claim -> new ApplicationId(claim.getKey()))
        .collect(Collectors.toSet());
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

  private List<String> of(String instance) {
    return jdbc.sql("select APPLICATION from REINSTATE_CLAIM where INSTANCE = ?")
        .param(instance)
        .query(String.class)
        .list();
  }

  /** Whether an act has its application still. */
  public boolean isHeld(String instance) {
    return !of(instance).isEmpty();
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
   * Waits until no other step acts on the application, or on one that the act claimed with it, and
   * keeps others waiting until the caller's transaction ends, on whatever node. Then goes on only
   * if the act still has its claim: a cancelled one touches nothing any more.
   *
   * @throws RequestRefused when the act lost its claim
   */
  public void takeTurn(String application, String instance) {
    var turns = new TreeSet<>(of(instance));
    turns.add(application);
    for (var turn : turns) {
      jdbc.sql("select APPLICATION from REINSTATE_TURN where APPLICATION = ? for update")
          .param(turn)
          .query(String.class)
          .single();
    }
    if (!holder(application, "").equals(instance)) {
      throw new RequestRefused(
          "This rollback was cancelled, so it touches nothing any more",
          application,
          "See the Rollbacks page.");
    }
  }
}
