package io.reinstate.process.record;

import io.reinstate.process.Variables;
import io.reinstate.rollback.RollbackNotFound;
import io.reinstate.rollback.Runbooks;
import io.reinstate.rollback.Startable;
import io.reinstate.rollback.record.Outcome;
import io.reinstate.rollback.record.RollbackRecord;
import io.reinstate.rollback.record.Rollbacks;
import io.reinstate.rollback.record.RunningInstances;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.repository.ProcessDefinition;
import org.springframework.stereotype.Component;

/**
 * Starts runbooks and tells what became of them, under the authorizations of whoever is logged in.
 */
@Component
public class StartedRunbooks {

  private final RuntimeService runtime;
  private final RepositoryService repository;
  private final Runbooks runbooks;
  private final Rollbacks rollbacks;
  private final RunningInstances running;
  private final WaitingActs waiting;

  StartedRunbooks(
      RuntimeService runtime,
      RepositoryService repository,
      Runbooks runbooks,
      Rollbacks rollbacks,
      RunningInstances running,
      WaitingActs waiting) {
    this.waiting = waiting;
    this.runbooks = runbooks;
    this.runtime = runtime;
    this.repository = repository;
    this.rollbacks = rollbacks;
    this.running = running;
  }

  /**
   * Starts a runbook. Returns when the request was accepted: claimed and planned, not yet carried
   * out.
   *
   * @param runbook one that is {@link #offered}
   * @param inputs start variables by name
   * @throws io.reinstate.ReinstateException when the request is refused; nothing was touched then
   */
  public RollbackRecord start(Startable runbook, Map<String, Object> inputs) {
    return rollbacks.of(runtime.startProcessInstanceByKey(runbook.id(), inputs).getId());
  }

  /**
   * Cancels a running act, in the name of whoever asks, and tells its record.
   *
   * @throws io.reinstate.ReinstateException when there is nothing to cancel
   */
  public RollbackRecord cancel(String key, String reason) {
    find(key);
    runtime.startProcessInstanceByKey(
        Runbooks.CANCEL, Map.of(Variables.ROLLBACK.name(), key, Variables.REASON.name(), reason));
    return find(key);
  }

  /** The record of that key, if whoever asks may read it. */
  public RollbackRecord find(String key) {
    return settled(rollbacks.find(key));
  }

  /** A page of all acts, newest first; only those whoever asks may read. */
  public List<ListedRollback> list(int first, int most) {
    var readable = readable();
    return rollbacks.list(first, most).stream()
        .filter(record -> readable.contains(record.runbook()))
        .map(this::settled)
        .map(record -> new ListedRollback(record, waiting.of(record)))
        .toList();
  }

  /**
   * Where an instance is gone without a word (its listeners were skipped), somebody cancelled it.
   */
  private RollbackRecord settled(RollbackRecord record) {
    if (!readable().contains(record.runbook())) {
      throw RollbackNotFound.rollback(record.key());
    }
    if (record.outcome().isEmpty() && !running.isRunning(record.instance())) {
      rollbacks.close(
          record.instance(), Outcome.CANCELLED, Optional.of("Its process instance is gone."));
      return rollbacks.of(record.instance());
    }
    return record;
  }

  /**
   * What whoever asks may start by that id.
   *
   * @throws RollbackNotFound when there is no such runbook for them
   */
  public Startable offered(String id) {
    var offered = offered();
    return offered.stream()
        .filter(each -> each.id().equals(id))
        .findFirst()
        .orElseThrow(
            () ->
                RollbackNotFound.runbook(
                    id, offered.stream().map(Startable::id).collect(Collectors.joining(", "))));
  }

  private List<Startable> offered() {
    var permitted =
        repository
            .createProcessDefinitionQuery()
            .latestVersion()
            .startableInTasklist()
            .list()
            .stream()
            .map(ProcessDefinition::getKey)
            .collect(Collectors.toUnmodifiableSet());
    return runbooks.all().stream()
        .filter(Startable::isOffered)
        .filter(each -> permitted.contains(each.id()))
        .toList();
  }

  private Set<String> readable() {
    return repository.createProcessDefinitionQuery().latestVersion().list().stream()
        .map(ProcessDefinition::getKey)
        .collect(Collectors.toUnmodifiableSet());
  }
}
