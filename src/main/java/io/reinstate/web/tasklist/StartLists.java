package io.reinstate.web.tasklist;

import io.reinstate.ReinstateException;
import io.reinstate.catalog.Catalog;
import io.reinstate.catalog.application.Application;
import io.reinstate.catalog.application.ApplicationId;
import io.reinstate.catalog.application.ComponentSpec;
import io.reinstate.catalog.application.DatabaseSpec;
import io.reinstate.catalog.application.ModuleSpec;
import io.reinstate.catalog.application.PhaseSpec;
import io.reinstate.catalog.application.ServiceSpec;
import io.reinstate.catalog.application.ToggleSpec;
import io.reinstate.git.Revision;
import io.reinstate.release.Release;
import io.reinstate.release.Releases;
import io.reinstate.rollback.PlanText;
import io.reinstate.rollback.record.Rollbacks;
import io.reinstate.snapshot.Snapshot;
import io.reinstate.snapshot.store.Snapshots;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/**
 * What people choose from when they start something, as FEEL literals: each list as it is now, and
 * only of applications that have what the form is about.
 */
@Component
class StartLists {

  private static final Map<String, Predicate<Application>> PARTS =
      Map.ofEntries(
          part("colours", application -> application.traffic().isPresent()),
          part("components", application -> !application.components().isEmpty()),
          part("configuration", application -> application.configuration().isPresent()),
          part("databases", application -> !application.databases().isEmpty()),
          part("manual steps", application -> !application.checklists().manual().isEmpty()),
          part(
              "migrations",
              application ->
                  application.migrations().isPresent() && application.releases().isPresent()),
          part("modules", application -> !application.modules().isEmpty()),
          part("phases", application -> !application.phases().isEmpty()),
          part("releases", application -> application.releases().isPresent()),
          part("services", application -> !application.services().isEmpty()),
          part("toggles", application -> !application.toggles().isEmpty()));

  private final Catalog catalog;
  private final Snapshots snapshots;
  private final Rollbacks rollbacks;
  private final Releases releases;
  private final Clock clock;
  private final Map<String, Function<List<Application>, String>> lists =
      Map.ofEntries(
          Map.entry("applications", this::applications),
          Map.entry("onlyApplication", this::onlyApplication),
          Map.entry("releases", this::releases),
          Map.entry("modules", of(Application::modules, ModuleSpec::title)),
          Map.entry("phases", of(Application::phases, PhaseSpec::title)),
          Map.entry("services", of(Application::services, ServiceSpec::title)),
          Map.entry("databases", of(Application::databases, DatabaseSpec::title)),
          Map.entry("components", of(Application::components, ComponentSpec::title)),
          Map.entry("toggles", of(Application::toggles, ToggleSpec::title)),
          Map.entry("colours", this::colours),
          Map.entry("snapshots", each -> snapshots(each, snapshot -> true)),
          Map.entry("stableSnapshots", each -> snapshots(each, StartLists::isStable)),
          Map.entry("snapshotsWithToggles", this::snapshotsWithToggles),
          Map.entry("newestStableSnapshot", this::newestStableSnapshot),
          Map.entry("applicationsWithStableSnapshot", this::applicationsWithStableSnapshot),
          Map.entry("runningRollbacks", each -> runningRollbacks()));

  StartLists(
      Catalog catalog, Snapshots snapshots, Rollbacks rollbacks, Releases releases, Clock clock) {
    this.releases = releases;
    this.rollbacks = rollbacks;
    this.catalog = catalog;
    this.snapshots = snapshots;
    this.clock = clock;
  }

  private static Map.Entry<String, Predicate<Application>> part(
      String name, Predicate<Application> isThere) {
    return Map.entry(name, isThere);
  }

  /**
   * The list of that name.
   *
   * @param part what an application must have to be in it; empty for all applications
   */
  String list(String name, String part) {
    var wanted = part.isEmpty() ? (Predicate<Application>) each -> true : PARTS.get(part);
    return lists.get(name).apply(catalog.applications().stream().filter(wanted).toList());
  }

  private String applications(List<Application> applications) {
    return list(
        applications.stream()
            .map(application -> option(application.title(), application.id().value(), "")));
  }

  /** Only where there is no choice: nobody is to roll back what stood there already. */
  private String onlyApplication(List<Application> applications) {
    return applications.size() == 1 ? applications.get(0).id().value() : "";
  }

  private String newestStableSnapshot(List<Application> applications) {
    return Optional.of(onlyApplication(applications))
        .filter(id -> !id.isEmpty())
        .flatMap(id -> snapshots.latestStable(new ApplicationId(id)))
        .map(snapshot -> snapshot.id().toString())
        .orElse("");
  }

  /** What applications have by name, of one kind: each with its title and its application. */
  private static <T> Function<List<Application>, String> of(
      Function<Application, ? extends Map<?, T>> parts, Function<T, String> title) {
    return applications ->
        list(
            applications.stream()
                .flatMap(
                    application ->
                        parts.apply(application).entrySet().stream()
                            .map(
                                part ->
                                    option(
                                        title.apply(part.getValue()),
                                        part.getKey().toString(),
                                        application.id().value()))));
  }

  private String releases(List<Application> applications) {
    return list(
        applications.stream()
            .filter(application -> application.releases().isPresent())
            .flatMap(
                application ->
                    known(application).stream()
                        .map(
                            release ->
                                option(
                                    describe(release),
                                    release.commit(),
                                    application.id().value()))));
  }

  /** A form opens whatever a repository is like; the start says what is wrong with it. */
  private List<Release> known(Application application) {
    try {
      return releases.known(application);
    } catch (ReinstateException e) {
      return List.of();
    }
  }

  private String describe(Release release) {
    return release.describe()
        + ", "
        + PlanText.age(Duration.between(release.committed(), clock.instant()))
        + " old, "
        + shortened(release.subject())
        + (release.live() ? ", live now" : "");
  }

  private String colours(List<Application> applications) {
    return list(
        applications.stream()
            .flatMap(
                application ->
                    application.traffic().stream()
                        .flatMap(traffic -> traffic.colours().keySet().stream())
                        .map(
                            colour ->
                                option(colour.value(), colour.value(), application.id().value()))));
  }

  private String snapshots(List<Application> applications, Predicate<Snapshot> wanted) {
    return snapshots(applications, wanted, this::describe);
  }

  private String snapshots(
      List<Application> applications,
      Predicate<Snapshot> wanted,
      Function<Snapshot, String> label) {
    return list(
        every(applications, wanted)
            .map(
                snapshot ->
                    option(
                        label.apply(snapshot),
                        snapshot.id().toString(),
                        snapshot.id().application().value())));
  }

  private String snapshotsWithToggles(List<Application> applications) {
    return snapshots(
        applications,
        snapshot -> !snapshot.toggles().isEmpty(),
        snapshot -> age(snapshot) + ", " + values(snapshot));
  }

  private static String values(Snapshot snapshot) {
    return snapshot.toggles().entrySet().stream()
        .map(toggle -> toggle.getKey() + ": " + toggle.getValue())
        .collect(Collectors.joining(", "));
  }

  private String applicationsWithStableSnapshot(List<Application> applications) {
    return list(
        every(applications, StartLists::isStable)
            .map(snapshot -> feel(snapshot.id().application().value()))
            .distinct());
  }

  private Stream<Snapshot> every(List<Application> applications, Predicate<Snapshot> wanted) {
    return applications.stream()
        .flatMap(application -> snapshots.list(application.id()).stream())
        .filter(wanted);
  }

  private static boolean isStable(Snapshot snapshot) {
    return snapshot.stable().isPresent();
  }

  private String runningRollbacks() {
    return list(
        rollbacks.unfinished().stream()
            .map(
                act ->
                    option(
                        act.key()
                            + ", "
                            + act.runbook().replace('-', ' ')
                            + ", "
                            + PlanText.age(Duration.between(act.started(), clock.instant()))
                            + " ago by "
                            + act.requester(),
                        act.key(),
                        act.application())));
  }

  /** One line of a narrow list, what tells snapshots apart first. */
  private String describe(Snapshot snapshot) {
    return age(snapshot)
        + snapshot.revision().map(revision -> ", " + release(revision)).orElse("")
        + ", "
        + snapshot.size()
        + " bytes"
        + snapshot
            .stable()
            .map(mark -> ", stable: " + shortened(mark.reason()) + " (" + mark.by() + ")")
            .orElse("");
  }

  private String age(Snapshot snapshot) {
    return PlanText.age(Duration.between(snapshot.created(), clock.instant()))
        + " old, "
        + snapshot.id().label();
  }

  private static String release(Revision revision) {
    return revision.tags().isEmpty() ? revision.shortId() : revision.tags().get(0);
  }

  private static String shortened(String reason) {
    return reason.length() <= 36 ? reason : reason.substring(0, 35) + "…";
  }

  private static String list(Stream<String> options) {
    return options.collect(Collectors.joining(", ", "[", "]"));
  }

  private static String option(String label, String value, String app) {
    return "{label: " + feel(label) + ", value: " + feel(value) + ", app: " + feel(app) + "}";
  }

  /** A FEEL string literal. */
  private static String feel(String text) {
    return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"").replaceAll("\\s", " ") + "\"";
  }
}
