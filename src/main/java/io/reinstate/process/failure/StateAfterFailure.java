package io.reinstate.process.failure;

import io.reinstate.ReinstateException;
import io.reinstate.catalog.application.Application;
import io.reinstate.change.ChangeJournal;
import io.reinstate.change.Progress;
import io.reinstate.exchange.Exchanges;
import io.reinstate.host.Interrupted;
import io.reinstate.rollback.record.Descriptions;
import io.reinstate.rollback.record.RollbackRecord;
import io.reinstate.rollback.record.Rollbacks;
import io.reinstate.service.Services;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/**
 * Says of a step that stands still how the application stands now, and what to press. Whoever reads
 * it was woken up by it.
 */
@Component
public class StateAfterFailure {

  private static final int LONGEST = 4000;

  private final Rollbacks rollbacks;
  private final Descriptions descriptions;
  private final Services services;
  private final Exchanges exchanges;
  private final ChangeJournal journal;

  public StateAfterFailure(
      Rollbacks rollbacks,
      Descriptions descriptions,
      Services services,
      Exchanges exchanges,
      ChangeJournal journal) {
    this.journal = journal;
    this.rollbacks = rollbacks;
    this.descriptions = descriptions;
    this.services = services;
    this.exchanges = exchanges;
  }

  /** The message of a failed step of that act, with the state of its application and what to do. */
  String told(String instance, String message) {
    return rollbacks.ofInstance(instance).map(act -> told(act, message)).orElse(message);
  }

  private String told(RollbackRecord act, String message) {
    var next =
        "\nNext: remove the cause, then press Retry here; the step finds what it did and goes on. To"
            + " give up, cancel "
            + act.key()
            + "; what is not confirmed is then put back.";
    var said = message == null ? "The step failed without a word." : message;
    var state = "\nNow: " + state(act) + next;
    var room = LONGEST - state.length();
    return (said.length() <= room ? said : said.substring(0, Math.max(0, room - 1)) + "…") + state;
  }

  private String state(RollbackRecord act) {
    return Stream.<Function<Application, String>>of(
            this::services, app -> changes(app, act), this::foreign)
        .map(part -> tell(part, act))
        .filter(told -> !told.isEmpty())
        .collect(Collectors.joining("; "));
  }

  private String tell(Function<Application, String> part, RollbackRecord act) {
    try {
      return part.apply(descriptions.of(act));
    } catch (ReinstateException | Interrupted e) {
      return "nobody can tell more: " + e.getMessage();
    }
  }

  /** What each of its services does. */
  String services(Application application) {
    return application.services().keySet().stream()
        .map(service -> services.status(application, service).reason())
        .collect(Collectors.joining("; "));
  }

  /** Which work areas somebody else made; empty where there are none. */
  String foreign(Application application) {
    return exchanges.foreign(application).orElse("");
  }

  private String changes(Application application, RollbackRecord act) {
    return unfinished(application, act.key())
        .orElseGet(
            () ->
                begun(application, act.key()).findAny().isPresent()
                    ? "what it changes is staged or put back; what is live is as before."
                    : "it has changed nothing.");
  }

  /**
   * What the act of that key changed, or half so, and neither put back nor confirmed to the end.
   */
  Optional<String> unfinished(Application application, String key) {
    return begun(application, key)
        .filter(progress -> progress.isLive() || progress.isPastReturn())
        .map(StateAfterFailure::told)
        .findFirst();
  }

  private static String told(Progress progress) {
    return progress.isPastReturn()
        ? "what it changed is live for good; not all that it replaced is given up."
        : "changed, or half so, and not confirmed: "
            + progress.exchanged().stream()
                .map(noted -> noted.kind().title())
                .distinct()
                .collect(Collectors.joining(", "))
            + ".";
  }

  private Stream<Progress> begun(Application application, String key) {
    return journal.begun(application).stream()
        .filter(plan -> plan.startsWith(key + "."))
        .flatMap(plan -> journal.find(application, plan).stream());
  }
}
