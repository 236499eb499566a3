package io.reinstate.process.cutover;

import io.reinstate.ReinstateException;
import io.reinstate.catalog.application.Application;
import io.reinstate.database.product.DatabaseUnavailable;
import io.reinstate.exchange.Exchanges;
import io.reinstate.rollback.Plan;
import io.reinstate.rollback.plan.DataExchange;
import io.reinstate.rollback.plan.MissingArtifacts;
import io.reinstate.tree.Difference;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * What a plan replaces: files, what was built for them, the head of their repository, databases.
 * All of it goes the same way: it is staged beside what is live, exchanged for it, and then
 * confirmed, or put back and given up. (Databases are exchanged and put back by steps of their
 * own.)
 *
 * <p>The exchange of the files is begun first and ended last: as long as it is begun, somebody
 * comes back to the rest.
 */
@Component
public class Replacement {

  private static final Logger LOG = LoggerFactory.getLogger(Replacement.class);

  private final Exchanges exchanges;
  private final MissingArtifacts artifacts;
  private final LiveRelease liveRelease;
  private final DataExchange data;

  Replacement(
      Exchanges exchanges, MissingArtifacts artifacts, LiveRelease liveRelease, DataExchange data) {
    this.exchanges = exchanges;
    this.artifacts = artifacts;
    this.liveRelease = liveRelease;
    this.data = data;
  }

  /**
   * Stages the files, and tells what an exchange would change. A second run completes the first.
   *
   * @param key of the exchange of the plan's files, here and below
   */
  Difference stageFiles(Plan plan, Application application, String key) {
    return exchanges.stage(
        application, plan.requiredTarget().snapshot(), plan.selection(application), key);
  }

  /**
   * Stages what was built, and restores databases beside the live ones. When that fails, nothing
   * stays staged. A second run completes the first.
   *
   * @throws DatabaseUnavailable when a database is away; what is staged stays, for another try
   */
  void stageTheRest(Plan plan, Application application, String key) {
    try {
      artifacts.stage(application, plan, key);
      data.prepare(application, plan, key);
    } catch (DatabaseUnavailable e) {
      throw e;
    } catch (ReinstateException e) {
      giveUp(plan, application, key);
      throw e;
    }
  }

  /** Makes the staged files the live ones. A second run finishes the first. */
  void exchangeFiles(Plan plan, Application application, String key) {
    exchanges.exchange(application, key);
    artifacts.exchange(application, plan, key);
    liveRelease.moveHead(plan, application, key);
  }

  /**
   * Makes the files that were live the live ones again. A second run finishes the first.
   *
   * @return why the head of the repository stayed elsewhere, if it did
   */
  Optional<String> putFilesBack(Plan plan, Application application, String key) {
    artifacts.revert(application, plan, key);
    exchanges.putBack(application, key);
    return liveRelease.putHeadBack(plan, application, key);
  }

  /**
   * Gives up what was staged, and is not live. From then on nothing of the plan counts as begun. A
   * database that was prepared and cannot be reached stays there, which is warned of.
   */
  void giveUp(Plan plan, Application application, String key) {
    try {
      data.putBack(application, plan, key);
    } catch (ReinstateException e) {
      LOG.warn(
          "What was prepared of the databases of {} is still there. {}",
          application.id(),
          e.getMessage());
    }
    artifacts.revert(application, plan, key);
    exchanges.revert(application, key);
  }

  /**
   * Gives up what was replaced. There is no way back from the first line of it; a second run gives
   * up what the first left.
   */
  public void confirm(Plan plan, Application application, String key) {
    exchanges.beginConfirmation(application, key);
    data.confirm(application, plan, key);
    artifacts.confirm(application, plan, key);
    exchanges.confirm(application, key);
  }
}
