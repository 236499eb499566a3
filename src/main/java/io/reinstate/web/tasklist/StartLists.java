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
import io.reinstate.rollback.Choices;
import io.reinstate.rollback.PlanText;
import io.reinstate.rollback.Startable;
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

  private final Catalog catalog;
  private final Snapshots snapshots;
  private final Rollbacks rollbacks;
  private final Releases releases;
  private final Clock clock;
  private final Map<Choices, Function<List<Application>, String>> choices =
      Map.ofEntries(
          Map.entry(Choices.APPLICATIONS, this::applications),
          Map.entry(Choices.RELEASES, this::releases),
          Map.entry(Choices.MODULES, of(Application::modules, ModuleSpec::title)),
          Map.entry(Choices.PHASES, of(Application::phases, PhaseSpec::title)),
          Map.entry(Choices.SERVICES, of(Application::services, ServiceSpec::title)),
          Map.entry(Choices.DATABASES, of(Application::databases, DatabaseSpec::title)),
          Map.entry(Choices.COMPONENTS, of(Application::components, ComponentSpec::title)),
          Map.entry(Choices.TOGGLES, of(Application::toggles, ToggleSpec::title)),
          Map.entry(Choices.COLOURS, this::colours),
          Map.entry(Choices.SNAPSHOTS, each -> snapshots(each, snapshot -> true)),
          Map.entry(Choices.STABLE_SNAPSHOTS, each -> snapshots(each, StartLists::isStable)),
          Map.entry(Choices.SNAPSHOTS_WITH_TOGGLES, this::snapshotsWithToggles),
          Map.entry(Choices.RUNNING_ROLLBACKS, each -> runningRollbacks()));

  /** What is chosen to begin with, and what a form shows or hides by. */
  private final Map<String, Function<List<Application>, String>> others =
      Map.of(
          "onlyApplication", this::onlyApplication,
          "newestStableSnapshot", this::newestStableSnapshot,
          "applicationsWithStableSnapshot", this::applicationsWithStableSnapshot);

  StartLists(
      Catalog catalog, Snapshots snapshots, Rollbacks rollbacks, Releases releases, Clock clock) {
    this.releases = releases;
    this.rollbacks = rollbacks;
    this.catalog = catalog;
    this.snapshots = snapshots;
    this.clock = clock;
  }

  /**
   * What stands in a form for a mark: the choices of that input, or another list of that name. Only
   * of applications for which the process can run.
   */
  String filledIn(String mark, Startable startable) {
    var fitting =
        catalog.applications().stream()
            .filter(application -> startable.lacks(application).isEmpty())
            .toList();
    return startable.inputs().stream()
        .filter(input -> input.name().equals(mark))
        .flatMap(input -> input.choices().stream())
        .map(choices::get)
        .findFirst()
        .orElseGet(() -> others.get(mark))
        .apply(fitting);
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
