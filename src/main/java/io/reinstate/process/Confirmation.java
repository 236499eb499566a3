package io.reinstate.process;

import io.reinstate.catalog.Application;
import io.reinstate.rollback.DataExchange;
import io.reinstate.rollback.MissingArtifacts;
import io.reinstate.rollback.Plan;
import io.reinstate.snapshot.Exchanges;
import org.springframework.stereotype.Component;

/** Gives up what a rollback replaced: files, databases and what was built. */
@Component
class Confirmation {

  private final Exchanges exchanges;
  private final DataExchange data;
  private final MissingArtifacts artifacts;

  Confirmation(Exchanges exchanges, DataExchange data, MissingArtifacts artifacts) {
    this.exchanges = exchanges;
    this.data = data;
    this.artifacts = artifacts;
  }

  /**
   * Gives all of it up. There is no way back from the first line of it; a second run gives up what
   * the first left.
   *
   * @param key of the exchange of the plan's files
   */
  void complete(Application application, Plan plan, String key) {
    exchanges.beginConfirmation(application, key);
    data.confirm(application, plan, key);
    artifacts.confirm(application, plan, key);
    exchanges.confirm(application, key);
  }
}
