package io.reinstate.web.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.reinstate.catalog.Catalog;
import io.reinstate.process.record.ListedRollback;
import io.reinstate.process.record.RollbackHistories;
import io.reinstate.process.record.RollbackHistory;
import io.reinstate.process.record.RollbackOutput;
import io.reinstate.process.record.StartedRunbooks;
import io.reinstate.rollback.Plan;
import io.reinstate.rollback.Reasons;
import io.reinstate.rollback.RollbackRequest;
import io.reinstate.rollback.Runbooks;
import io.reinstate.rollback.plan.Planner;
import io.reinstate.rollback.record.RollbackRecord;
import io.swagger.v3.oas.annotations.Operation;
import java.net.URI;
import java.util.List;
import java.util.Set;
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

  private final Catalog catalog;
  private final Planner planner;
  private final Runbooks runbooks;
  private final StartedRunbooks started;
  private final RollbackHistories histories;
  private final RollbackOutput output;

  RollbacksApi(
      Catalog catalog,
      Planner planner,
      Runbooks runbooks,
      StartedRunbooks started,
      RollbackHistories histories,
      RollbackOutput output) {
    this.catalog = catalog;
    this.output = output;
    this.planner = planner;
    this.runbooks = runbooks;
    this.started = started;
    this.histories = histories;
  }

  @PostMapping("/runbooks/{runbook}/plan")
  @Operation(summary = "What a runbook would do; nothing is started and nothing touched")
  Plan plan(@PathVariable("runbook") String runbook, @RequestBody ObjectNode inputs) {
    var wanted = runbooks.of(runbook);
    var request = RollbackRequest.of(wanted, GivenInputs.read(inputs, wanted, runbooks));
    return planner.plan(catalog.application(request.application()), request, Set.of());
  }

  @PostMapping("/runbooks/{runbook}/start")
  @ResponseStatus(HttpStatus.CREATED)
  @Operation(summary = "Starts a runbook; answers when it was accepted, before it is carried out")
  ResponseEntity<RollbackRecord> start(
      @PathVariable("runbook") String runbook, @RequestBody ObjectNode inputs) {
    var wanted = started.offered(runbook);
    var record = started.start(wanted, GivenInputs.read(inputs, wanted, runbooks).variables());
    return ResponseEntity.created(URI.create("/api/rollbacks/" + record.key())).body(record);
  }

  @GetMapping("/rollbacks")
  @Operation(
      summary =
          "Rollbacks, running and ended, newest first, with whom they wait for; a page of at most 200")
  List<ListedRollback> list(
      @RequestParam(name = "first", defaultValue = "0") int first,
      @RequestParam(name = "most", defaultValue = "50") int most) {
    return started.list(Math.max(0, first), Math.min(LARGEST_PAGE, Math.max(1, most)));
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
    return started.cancel(key, Reasons.check(why.reason()));
  }

  /**
   * Why a rollback is cancelled.
   *
   * @param reason kept in the record of the cancelled rollback
   */
  record Cancelling(String reason) {}
}
