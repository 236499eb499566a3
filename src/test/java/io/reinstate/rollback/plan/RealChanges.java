package io.reinstate.rollback.plan;

import io.reinstate.change.ChangeJournal;
import io.reinstate.database.DatabaseChanges;
import io.reinstate.database.DatabaseRestores;
import io.reinstate.database.Databases;
import io.reinstate.database.Migrations;
import io.reinstate.exchange.Exchanges;
import io.reinstate.exchange.FileChanges;
import io.reinstate.git.Revisions;
import io.reinstate.host.LocalHost;
import io.reinstate.release.HeadChanges;
import io.reinstate.release.Heads;
import io.reinstate.service.Services;
import io.reinstate.snapshot.SnapshotSettings;
import io.reinstate.snapshot.store.Snapshots;
import io.reinstate.toggle.ToggleChanges;
import io.reinstate.toggle.Toggles;
import io.reinstate.traffic.Traffic;
import io.reinstate.traffic.TrafficChanges;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;

/** Every kind of change there is, on this machine, without builds. */
public final class RealChanges {

  public final Snapshots snapshots;
  public final Exchanges exchanges;
  public final DatabaseRestores restores;
  public final Toggles toggles;
  public final Services services;
  public final ChangeJournal journal;
  public final PlannedChanges ofPlans;

  /**
   * @param directory for snapshots
   */
  public RealChanges(Path directory) {
    var clock = Clock.systemUTC();
    var host = new LocalHost();
    var settings = new SnapshotSettings(directory.resolve("snapshots"));
    snapshots = new Snapshots(settings, host, new Revisions(), clock);
    exchanges = new Exchanges(snapshots, settings, clock);
    restores = new DatabaseRestores(host);
    toggles = new Toggles(host);
    services = new Services(host);
    var files = new FileChanges(exchanges);
    var databases =
        new DatabaseChanges(restores, new Migrations(host, new Databases(host), restores));
    var heads = new HeadChanges(new Heads(settings));
    var switches = new ToggleChanges(toggles);
    var traffic = new TrafficChanges(new Traffic(host, services, null));
    journal = new ChangeJournal(List.of(files, databases, heads, switches, traffic), clock);
    ofPlans =
        new PlannedChanges(
            journal,
            snapshots,
            files,
            new MissingArtifacts(snapshots, files, null),
            databases,
            heads,
            switches,
            traffic);
  }
}
