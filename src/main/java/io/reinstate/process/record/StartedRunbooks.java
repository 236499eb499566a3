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
import java.util.TreeSet;
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

  private static final String CANCEL = "cancel-rollback";

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
   * @param runbook the id of its process
   * @param inputs start variables by name; nulls are left out
   * @throws io.reinstate.ReinstateException when the request is refused; nothing was touched then
   */
  public RollbackRecord start(String runbook, Map<String, Object> inputs) {
    requireStarter(runbook);
    var given =
        inputs.entrySet().stream()
            .filter(input -> input.getValue() != null)
            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    return rollbacks.of(runtime.startProcessInstanceByKey(runbook, given).getId());
  }

  /**
   * Cancels a running act, in the name of whoever asks, and tells its record.
   *
   * @throws io.reinstate.ReinstateException when there is nothing to cancel
   */
  public RollbackRecord cancel(String key, String reason) {
    find(key);
    runtime.startProcessInstanceByKey(
        CANCEL, Map.of(Variables.ROLLBACK.name(), key, Variables.REASON.name(), reason));
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

  /** Goes on only for somebody who may start that runbook. */
  public void requireStarter(String runbook) {
    var startable = startable();
    if (!startable.contains(runbook)) {
      throw RollbackNotFound.runbook(runbook, String.join(", ", startable));
    }
  }

  private Set<String> startable() {
    return repository
        .createProcessDefinitionQuery()
        .latestVersion()
        .startableInTasklist()
        .list()
        .stream()
        .map(ProcessDefinition::getKey)
        .filter(key -> runbooks.startable(key).filter(Startable::isOffered).isPresent())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private Set<String> readable() {
    return repository.createProcessDefinitionQuery().latestVersion().list().stream()
        .map(ProcessDefinition::getKey)
        .collect(Collectors.toUnmodifiableSet());
  }
}
