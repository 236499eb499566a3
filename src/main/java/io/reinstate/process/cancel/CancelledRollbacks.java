package io.reinstate.process.cancel;

import io.reinstate.ReinstateException;
import io.reinstate.catalog.application.Application;
import io.reinstate.change.ChangeJournal;
import io.reinstate.engine.AsReinstate;
import io.reinstate.exchange.Exchanges;
import io.reinstate.process.Variables;
import io.reinstate.rollback.RequestRefused;
import io.reinstate.rollback.record.Claims;
import io.reinstate.rollback.record.Descriptions;
import io.reinstate.rollback.record.Outcome;
import io.reinstate.rollback.record.RollbackRecord;
import io.reinstate.rollback.record.Rollbacks;
import io.reinstate.rollback.record.RunningInstances;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.RuntimeService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Lazy;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Sees to it that a rollback which was cancelled after it began to change something is undone: at
 * once where the cancelling is noticed, and within half a minute where it was not (its listeners
 * were skipped, or nobody was there to notice).
 */
@Component
public class CancelledRollbacks {

  private static final Logger LOG = LoggerFactory.getLogger(CancelledRollbacks.class);

  private final Rollbacks rollbacks;
  private final Claims claims;
  private final ChangeJournal journal;
  private final Exchanges exchanges;
  private final Descriptions descriptions;
  private final RunningInstances running;
  private final RuntimeService runtime;

  CancelledRollbacks(
      Rollbacks rollbacks,
      Claims claims,
      ChangeJournal journal,
      Exchanges exchanges,
      Descriptions descriptions,
      RunningInstances running,
      @Lazy RuntimeService runtime) {
    this.rollbacks = rollbacks;
    this.claims = claims;
    this.journal = journal;
    this.exchanges = exchanges;
    this.descriptions = descriptions;
    this.running = running;
    this.runtime = runtime;
  }

  /**
   * Cancels a running act, whatever it does now: its step is ended, and what it began is undone.
   *
   * @throws RequestRefused when there is nothing to cancel
   */
  void cancel(String key, String by, String reason) {
    var act = rollbacks.find(key);
    if (!running.isRunning(act.instance())) {
      throw new RequestRefused(key + " has ended", "rollback", "See the Rollbacks page.");
    }
    if (rollbacks.undoneBy(act.instance()).isPresent()) {
      throw new RequestRefused(
          key + " puts back what a cancelled rollback left behind, and has to come to its end",
          "rollback",
          "Wait for it, or complete its task.");
    }
    AsReinstate.run(() -> runtime.deleteProcessInstance(act.instance(), by + ": " + reason));
  }

  /**
   * What the record of a cancelled act has to say besides the reason: that it was too late to put
   * anything back, and that somebody else made what looks like its work area.
   */
  public Optional<String> tooLate(String instance) {
    var act = rollbacks.of(instance);
    var application = descriptions.of(act);
    var latest = latestPlan(act, journal.begun(application));
    var confirmed =
        latestPlan(act, journal.confirmed(application))
            .filter(plan -> latest.isEmpty() || latest.get().equals(plan))
            .map(
                plan ->
                    "It came after the point of no return: what it changed is live, and stays.");
    var handedOver =
        act.acted()
            .map(
                since ->
                    "It came during «Hand over»: what was done stays, and nobody watches it any longer.");
    return Stream.of(confirmed, handedOver, exchanges.foreign(application))
        .flatMap(Optional::stream)
        .reduce((one, other) -> one + " " + other);
  }

  /**
   * Whether an act changed something, by the journal and whatever it says of itself: what it
   * exchanged is live, or confirmed.
   */
  public boolean hasChanged(String instance) {
    var act = rollbacks.of(instance);
    var application = descriptions.of(act);
    return latestPlan(act, journal.live(application)).isPresent()
        || latestPlan(act, journal.confirmed(application)).isPresent();
  }

  /** Hands the claim over to the act that undoes this one, in the transaction that cancels it. */
  public void undo(String instance) {
    var cancelled = rollbacks.of(instance);
    if (latestPlan(cancelled, begun(cancelled)).isPresent() && !rollbacks.isUndone(instance)) {
      claims.release(instance);
      start(cancelled);
    }
  }

  /** Nobody is kept from cancelling because a journal cannot be read; it is looked at again. */
  private List<String> begun(RollbackRecord cancelled) {
    try {
      return journal.begun(descriptions.of(cancelled));
    } catch (ReinstateException e) {
      LOG.warn("What {} left behind could not be determined. {}", cancelled.key(), e.getMessage());
      return List.of();
    }
  }

  private void start(RollbackRecord cancelled) {
    LOG.info("{} was cancelled after it began to act; putting back what it did.", cancelled.key());
    var undoing =
        AsReinstate.get(
            () ->
                runtime.startProcessInstanceByKey(
                    "undo-cancelled-rollback",
                    Map.of(
                        Variables.APPLICATION.name(), cancelled.application(),
                        Variables.UNDOES.name(), cancelled.key(),
                        Variables.REASON.name(), cancelled.key() + " was cancelled")));
    rollbacks.noteUndoing(undoing.getId(), cancelled.instance());
  }

  /** Finds what was left behind without a word. */
  @Scheduled(fixedDelay = 30_000)
  void undoWhatWasLeftBehind() {
    descriptions.all().forEach(this::undoWhatWasLeftBehind);
  }

  private void undoWhatWasLeftBehind(Application application) {
    try {
      for (var plan : journal.begun(application)) {
        rollbacks.ofPlan(plan).filter(this::wasCancelled).ifPresent(this::tryToStart);
      }
    } catch (ReinstateException e) {
      LOG.warn("What was left behind could not be determined. {}", e.getMessage());
    }
  }

  /** An act that came to an end of its own has put back what it wanted to, or told a person. */
  private boolean wasCancelled(RollbackRecord left) {
    return left.outcome().filter(outcome -> outcome != Outcome.CANCELLED).isEmpty()
        && !running.isRunning(left.instance())
        && !rollbacks.isUndone(left.instance());
  }

  private void tryToStart(RollbackRecord left) {
    try {
      start(left);
    } catch (ReinstateException | ProcessEngineException e) {
      LOG.warn(
          "What {} left behind cannot be put back now; trying again. {}",
          left.key(),
          e.getMessage());
    }
  }

  /** The last plan of the cancelled rollback that began to change something. */
  static Optional<String> latestPlan(RollbackRecord cancelled, List<String> begun) {
    return begun.stream()
        .filter(plan -> plan.matches(Pattern.quote(cancelled.key() + ".") + "[0-9]+"))
        .max(
            Comparator.comparingInt(
                plan -> Integer.parseInt(plan.substring(cancelled.key().length() + 1))));
  }
}
