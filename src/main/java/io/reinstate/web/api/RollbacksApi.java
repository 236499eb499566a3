package io.reinstate.web.api;

import io.reinstate.catalog.Catalog;
import io.reinstate.catalog.application.ApplicationId;
import io.reinstate.catalog.application.ColourId;
import io.reinstate.catalog.application.ComponentId;
import io.reinstate.catalog.application.DatabaseId;
import io.reinstate.catalog.application.ModuleId;
import io.reinstate.catalog.application.PhaseId;
import io.reinstate.catalog.application.ServiceId;
import io.reinstate.catalog.application.ToggleId;
import io.reinstate.process.record.ListedRollback;
import io.reinstate.process.record.RollbackHistories;
import io.reinstate.process.record.RollbackHistory;
import io.reinstate.process.record.RollbackOutput;
import io.reinstate.process.record.Runbooks;
import io.reinstate.rollback.Plan;
import io.reinstate.rollback.Reasons;
import io.reinstate.rollback.RequestRefused;
import io.reinstate.rollback.RollbackRequest;
import io.reinstate.rollback.Runbook;
import io.reinstate.rollback.ServiceOperation;
import io.reinstate.rollback.Subject;
import io.reinstate.rollback.SubjectNames;
import io.reinstate.rollback.plan.Planner;
import io.reinstate.rollback.record.RollbackRecord;
import io.reinstate.snapshot.SnapshotId;
import io.reinstate.web.tasklist.StartForms;
import io.swagger.v3.oas.annotations.Operation;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Plans, starts and follows runbooks. Approvals are given in their tasks: see {@link TasksApi}. */
@RestController
@RequestMapping("/api")
class RollbacksApi {

  private static final int LARGEST_PAGE = 200;
  private static final Set<String> FOR_METRICS = Set.of("brokenSince", "noticed");

  private final Catalog catalog;
  private final Planner planner;
  private final Runbooks runbooks;
  private final RollbackHistories histories;
  private final RollbackOutput output;
  private final StartForms forms;

  RollbacksApi(
      Catalog catalog,
      Planner planner,
      Runbooks runbooks,
      RollbackHistories histories,
      RollbackOutput output,
      StartForms forms) {
    this.catalog = catalog;
    this.forms = forms;
    this.output = output;
    this.planner = planner;
    this.runbooks = runbooks;
    this.histories = histories;
  }

  @PostMapping("/runbooks/{runbook}/plan")
  @Operation(summary = "What a runbook would do; nothing is started and nothing touched")
  Plan plan(@PathVariable("runbook") String runbook, @RequestBody Inputs inputs) {
    var wanted = Runbook.of(runbook);
    requireKnown(inputs, runbook);
    var request = inputs.request(wanted);
    return planner.plan(catalog.application(request.application()), request, Set.of());
  }

  @PostMapping("/runbooks/{runbook}/start")
  @ResponseStatus(HttpStatus.CREATED)
  @Operation(summary = "Starts a runbook; answers when it was accepted, before it is carried out")
  ResponseEntity<RollbackRecord> start(
      @PathVariable("runbook") String runbook, @RequestBody Inputs inputs) {
    runbooks.requireStarter(runbook);
    requireKnown(inputs, runbook);
    var record = runbooks.start(runbook, inputs.variables());
    return ResponseEntity.created(URI.create("/api/rollbacks/" + record.key())).body(record);
  }

  /** What a runbook does not take is refused: nobody means it to be passed over. */
  private void requireKnown(Inputs inputs, String runbook) {
    var known = forms.inputs(runbook);
    if (Runbook.find(runbook).filter(Runbook::isRollback).isPresent()) {
      known.addAll(FOR_METRICS);
    }
    if (Runbook.find(runbook).filter(Runbook::needsApproval).isPresent()) {
      // Policy says who may, and tells why not.
      known.add("forced");
    }
    var unknown = new TreeSet<>(inputs.given().keySet());
    unknown.removeAll(known);
    if (!known.isEmpty() && !unknown.isEmpty()) {
      throw new RequestRefused(
          "«%s» takes no «%s»".formatted(runbook, String.join("», «", unknown)),
          "inputs of the runbook",
          "It takes: " + String.join(", ", known) + ".");
    }
  }

  @GetMapping("/rollbacks")
  @Operation(
      summary =
          "Rollbacks, running and ended, newest first, with whom they wait for; a page of at most 200")
  List<ListedRollback> list(
      @RequestParam(name = "first", defaultValue = "0") int first,
      @RequestParam(name = "most", defaultValue = "50") int most) {
    return runbooks.list(Math.max(0, first), Math.min(LARGEST_PAGE, Math.max(1, most)));
  }

  @GetMapping("/rollbacks/{key}")
  @Operation(summary = "One rollback: its record, its plans, every step of it")
  RollbackHistory one(@PathVariable("key") String key) {
    return histories.of(key);
  }

  @GetMapping(path = "/rollbacks/{key}/output", produces = MediaType.TEXT_PLAIN_VALUE)
  @Operation(
      summary = "What its commands printed: builds, installations, migrations, services, probes")
  String output(@PathVariable("key") String key) {
    return output.of(key);
  }

  @PostMapping("/rollbacks/{key}/cancel")
  @Operation(summary = "Cancels a running rollback; what it did not confirm is put back")
  RollbackRecord cancel(@PathVariable("key") String key, @RequestBody Cancelling why) {
    return runbooks.cancel(key, Reasons.check(why.reason()));
  }

  /**
   * Why a rollback is cancelled.
   *
   * @param reason kept in the record of the cancelled rollback
   */
  record Cancelling(String reason) {}

  /**
   * What a runbook is given.
   *
   * @param application the application's name
   * @param module the module's name, for runbooks about one module
   * @param phase the phase's name, for runbooks about one phase
   * @param service the service's name, for runbooks about one service; of operations all when left
   *     out
   * @param colour the colour that is to serve, for traffic
   * @param toggles the toggles that are to be switched off, or to go back to what the target
   *     recorded
   * @param database the database's name, for runbooks about one database
   * @param component the component's name, for runbooks about one component
   * @param operation what is done to services: {@code start}, {@code stop} or {@code restart}
   * @param schemaVersion the version to which the schema goes back, of a full rollback
   * @param dryRun whether it ends with the plan, and nothing is touched
   * @param forced whether the requester does without checklist and approval, where policy lets them
   * @param target the snapshot to go back to; the newest stable one when left out; of toggles, they
   *     are switched off then
   * @param revision the release to go back to instead, or to deploy: a tag, a branch or a commit;
   *     for code, modules and components
   * @param reason why; every runbook that acts needs it
   * @param label what a new snapshot is called
   * @param markStable whether a new snapshot is marked stable
   * @param snapshot the snapshot to mark stable
   * @param brokenSince when it began to fail, UTC ISO 8601; for the metrics
   * @param noticed when that was noticed, likewise
   */
  record Inputs(
      String application,
      String module,
      String phase,
      String service,
      String colour,
      List<String> toggles,
      String database,
      String component,
      String operation,
      String schemaVersion,
      Boolean dryRun,
      Boolean forced,
      String target,
      String revision,
      String reason,
      String label,
      Boolean markStable,
      String snapshot,
      String brokenSince,
      String noticed) {

    RollbackRequest request(Runbook runbook) {
      return new RollbackRequest(
          runbook,
          new ApplicationId(application),
          Subject.asked(
              runbook,
              new SubjectNames(
                  Optional.ofNullable(module).map(ModuleId::new),
                  Optional.ofNullable(phase).map(PhaseId::new),
                  Optional.ofNullable(service).map(ServiceId::new),
                  Optional.ofNullable(colour).map(ColourId::new),
                  toggles == null ? List.of() : toggles.stream().map(ToggleId::new).toList(),
                  Optional.ofNullable(database).map(DatabaseId::new),
                  Optional.ofNullable(component).map(ComponentId::new),
                  Optional.empty(),
                  Optional.ofNullable(operation).map(ServiceOperation::of))),
          Optional.ofNullable(target).map(SnapshotId::parse),
          Optional.ofNullable(revision),
          Optional.ofNullable(schemaVersion));
    }

    /** What somebody wrote, by name. */
    Map<String, Object> given() {
      var given = variables();
      given.values().removeIf(Objects::isNull);
      return given;
    }

    Map<String, Object> variables() {
      var variables = new HashMap<String, Object>();
      variables.put("application", application);
      variables.put("module", module);
      variables.put("phase", phase);
      variables.put("service", service);
      variables.put("colour", colour);
      variables.put("toggles", toggles == null ? null : String.join(",", toggles));
      variables.put("database", database);
      variables.put("component", component);
      variables.put("operation", operation);
      variables.put("schemaVersion", schemaVersion);
      variables.put("dryRun", dryRun);
      variables.put("forced", forced);
      variables.put("target", target);
      variables.put("revision", revision);
      variables.put("reason", reason);
      variables.put("label", label);
      variables.put("markStable", markStable);
      variables.put("snapshot", snapshot);
      variables.put("brokenSince", brokenSince);
      variables.put("noticed", noticed);
      return variables;
    }
  }
}
