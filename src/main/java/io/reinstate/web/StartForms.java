package io.reinstate.web;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.reinstate.ReinstateException;
import io.reinstate.catalog.Application;
import io.reinstate.catalog.ApplicationId;
import io.reinstate.catalog.Catalog;
import io.reinstate.catalog.ComponentSpec;
import io.reinstate.catalog.DatabaseSpec;
import io.reinstate.catalog.ModuleSpec;
import io.reinstate.catalog.PhaseSpec;
import io.reinstate.catalog.ServiceSpec;
import io.reinstate.catalog.ToggleSpec;
import io.reinstate.git.Revision;
import io.reinstate.release.Release;
import io.reinstate.release.Releases;
import io.reinstate.rollback.PlanText;
import io.reinstate.rollback.Rollbacks;
import io.reinstate.snapshot.Snapshot;
import io.reinstate.snapshot.Snapshots;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;

/**
 * Start forms with their lists filled in. A start form gets no variables from the engine, so its
 * file in {@code forms/} has marks ({@code ${applications}}) that are replaced by FEEL literals
 * when somebody opens it.
 */
@Component
public class StartForms {

  private static final Pattern MARK = Pattern.compile("\\$\\{([a-zA-Z]+)}");

  private final Catalog catalog;
  private final Snapshots snapshots;
  private final Rollbacks rollbacks;
  private final Releases releases;
  private final Clock clock;
  private final Map<String, Supplier<String>> lists =
      Map.ofEntries(
          Map.entry("applications", this::applications),
          Map.entry("defaultApplication", this::defaultApplication),
          Map.entry("releasedApplications", this::releasedApplications),
          Map.entry("onlyReleasedApplication", this::onlyReleasedApplication),
          Map.entry("releases", this::releases),
          Map.entry("modules", this::modules),
          Map.entry("phases", this::phases),
          Map.entry("services", this::services),
          Map.entry("databases", this::databases),
          Map.entry("componentApplications", this::componentApplications),
          Map.entry("components", this::components),
          Map.entry("configuredApplications", this::configuredApplications),
          Map.entry("colouredApplications", this::colouredApplications),
          Map.entry("colours", this::colours),
          Map.entry("toggledApplications", this::toggledApplications),
          Map.entry("toggles", this::toggles),
          Map.entry("manualApplications", this::manualApplications),
          Map.entry("snapshots", () -> snapshotOptions(snapshot -> true)),
          Map.entry(
              "stableSnapshots", () -> snapshotOptions(snapshot -> snapshot.stable().isPresent())),
          Map.entry("newestStableSnapshot", this::newestStableSnapshot),
          Map.entry("applicationsWithStableSnapshot", this::applicationsWithStableSnapshot),
          Map.entry("runningRollbacks", this::runningRollbacks));

  StartForms(
      Catalog catalog, Snapshots snapshots, Rollbacks rollbacks, Releases releases, Clock clock) {
    this.releases = releases;
    this.rollbacks = rollbacks;
    this.catalog = catalog;
    this.snapshots = snapshots;
    this.clock = clock;
  }

  /** The form's JSON, its lists as they are now; empty when there is no start form of that name. */
  public Optional<String> form(String name) {
    var file = new ClassPathResource("forms/" + name + ".form");
    if (!name.matches("start-[a-z-]+") || !file.exists()) {
      return Optional.empty();
    }
    try {
      return Optional.of(fill(file.getContentAsString(StandardCharsets.UTF_8)));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + file, e);
    }
  }

  private String fill(String form) {
    return MARK.matcher(form)
        .replaceAll(mark -> Matcher.quoteReplacement(inJson(lists.get(mark.group(1)).get())));
  }

  private static String inJson(String text) {
    return new String(JsonStringEncoder.getInstance().quoteAsString(text));
  }

  private String applications() {
    return applications(application -> true);
  }

  /**
   * Only where there is no choice: nobody rolls back the wrong application because it stood there
   * already.
   */
  private Optional<ApplicationId> onlyApplication() {
    return Optional.of(catalog.applications())
        .filter(applications -> applications.size() == 1)
        .map(applications -> applications.iterator().next().id());
  }

  private String defaultApplication() {
    return onlyApplication().map(ApplicationId::value).orElse("");
  }

  /** What applications have by name, of one kind: each with its title and its application. */
  private <T> String named(
      Function<Application, ? extends Map<?, T>> parts, Function<T, String> title) {
    return list(
        catalog.applications().stream()
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

  private String modules() {
    return named(Application::modules, ModuleSpec::title);
  }

  private String phases() {
    return named(Application::phases, PhaseSpec::title);
  }

  private String services() {
    return named(Application::services, ServiceSpec::title);
  }

  private String databases() {
    return named(Application::databases, DatabaseSpec::title);
  }

  private String components() {
    return named(Application::components, ComponentSpec::title);
  }

  private String componentApplications() {
    return applications(application -> !application.components().isEmpty());
  }

  private String configuredApplications() {
    return applications(application -> application.configuration().isPresent());
  }

  private String releasedApplications() {
    return applications(application -> application.releases().isPresent());
  }

  private String onlyReleasedApplication() {
    return onlyApplication()
        .filter(id -> catalog.application(id).releases().isPresent())
        .map(ApplicationId::value)
        .orElse("");
  }

  private String releases() {
    return list(
        catalog.applications().stream()
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

  private String colouredApplications() {
    return applications(application -> application.traffic().isPresent());
  }

  private String toggledApplications() {
    return applications(application -> !application.toggles().isEmpty());
  }

  private String manualApplications() {
    return applications(application -> !application.checklists().manual().isEmpty());
  }

  private String applications(Predicate<Application> wanted) {
    return list(
        catalog.applications().stream()
            .filter(wanted)
            .map(application -> option(application.title(), application.id().value(), "")));
  }

  private String colours() {
    return list(
        catalog.applications().stream()
            .flatMap(
                application ->
                    application.traffic().stream()
                        .flatMap(traffic -> traffic.colours().keySet().stream())
                        .map(
                            colour ->
                                option(colour.value(), colour.value(), application.id().value()))));
  }

  private String toggles() {
    return named(Application::toggles, ToggleSpec::title);
  }

  private String snapshotOptions(Function<Snapshot, Boolean> wanted) {
    return list(
        everySnapshot(wanted)
            .map(
                snapshot ->
                    option(
                        describe(snapshot),
                        snapshot.id().toString(),
                        snapshot.id().application().value())));
  }

  private String newestStableSnapshot() {
    return onlyApplication()
        .flatMap(snapshots::latestStable)
        .map(snapshot -> snapshot.id().toString())
        .orElse("");
  }

  private String applicationsWithStableSnapshot() {
    return everySnapshot(snapshot -> snapshot.stable().isPresent())
        .map(snapshot -> feel(snapshot.id().application().value()))
        .distinct()
        .collect(Collectors.joining(", ", "[", "]"));
  }

  private Stream<Snapshot> everySnapshot(Function<Snapshot, Boolean> wanted) {
    return catalog.applications().stream()
        .flatMap(application -> snapshots.list(application.id()).stream())
        .filter(wanted::apply);
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
    return PlanText.age(Duration.between(snapshot.created(), clock.instant()))
        + " old, "
        + snapshot.id().label()
        + snapshot.revision().map(revision -> ", " + release(revision)).orElse("")
        + ", "
        + snapshot.size()
        + " bytes"
        + snapshot
            .stable()
            .map(mark -> ", stable: " + shortened(mark.reason()) + " (" + mark.by() + ")")
            .orElse("");
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
