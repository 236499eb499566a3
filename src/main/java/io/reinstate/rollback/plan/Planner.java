package io.reinstate.rollback.plan;

import io.reinstate.catalog.application.Application;
import io.reinstate.exchange.Exchanges;
import io.reinstate.exchange.OwnRights;
import io.reinstate.rollback.Plan;
import io.reinstate.rollback.RequestRefused;
import io.reinstate.rollback.RollbackRequest;
import io.reinstate.rollback.record.Rollbacks;
import io.reinstate.service.Services;
import java.time.Clock;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Makes plans. It reads, and touches nothing. */
@Component
public class Planner {

  final DataActs data;
  final ConfigurationChanges configuration;
  final Targets targets;
  final Exchanges exchanges;
  final WantedReleases wantedReleases;
  final WrittenData writtenData;
  final PlannedActs plannedActs;
  final MissingArtifacts artifacts;
  final OwnRights rights;
  final Services services;
  final SwitchesInFiles switches;
  final Rollbacks rollbacks;
  final Clock clock;

  Planner(
      DataActs data,
      ConfigurationChanges configuration,
      Targets targets,
      Exchanges exchanges,
      WantedReleases wantedReleases,
      WrittenData writtenData,
      PlannedActs plannedActs,
      MissingArtifacts artifacts,
      OwnRights rights,
      Services services,
      SwitchesInFiles switches,
      Rollbacks rollbacks,
      Clock clock) {
    this.data = data;
    this.configuration = configuration;
    this.targets = targets;
    this.exchanges = exchanges;
    this.wantedReleases = wantedReleases;
    this.writtenData = writtenData;
    this.plannedActs = plannedActs;
    this.artifacts = artifacts;
    this.rights = rights;
    this.services = services;
    this.switches = switches;
    this.rollbacks = rollbacks;
    this.clock = clock;
  }

  /**
   * The plan of a request. An emergency takes the newest intact stable snapshot when the one it was
   * given is damaged; every other runbook refuses a damaged one and offers the next. Of a component
   * it is the plan of its first option, unless the request says which.
   *
   * @param application what the request is about, as the act goes by it
   * @param tried names of snapshots that were tried in vain, left out
   * @throws RequestRefused when the request cannot be met
   */
  public Plan plan(Application application, RollbackRequest asked, Set<String> tried) {
    var request = asked.runbook().settle(asked, application);
    var draft = new OpenPlan(this, application, request, tried);
    request.runbook().plan(draft);
    return draft.finished();
  }
}
