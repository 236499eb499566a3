package io.reinstate.process.cancel;

import io.reinstate.catalog.application.Application;
import io.reinstate.exchange.Exchanges;
import io.reinstate.rollback.plan.DataExchange;
import io.reinstate.rollback.record.Plans;
import io.reinstate.rollback.record.RollbackRecord;
import io.reinstate.toggle.Toggles;
import io.reinstate.traffic.Traffic;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/**
 * What acts have begun to change of an application, and neither confirmed nor put back: told by the
 * journals of the files, the toggles and the traffic, and by the names of the databases, whatever
 * the engine remembers.
 */
@Component
class BegunChanges {

  static final String FILES = "files";
  static final String TOGGLES = "toggles";
  static final String TRAFFIC = "traffic";

  private final Exchanges exchanges;
  private final Toggles toggles;
  private final Traffic traffic;
  private final DataExchange data;
  private final Plans plans;

  BegunChanges(
      Exchanges exchanges, Toggles toggles, Traffic traffic, DataExchange data, Plans plans) {
    this.data = data;
    this.plans = plans;
    this.exchanges = exchanges;
    this.toggles = toggles;
    this.traffic = traffic;
  }

  /** The plans that began to change something; names of other steps may be among them. */
  List<String> plans(Application application) {
    return Stream.of(
            exchanges.begun(application), toggles.begun(application), traffic.begun(application))
        .flatMap(List::stream)
        .toList();
  }

  /** Those of them that changed what is live; what is only staged did not. */
  List<String> unfinished(Application application) {
    return Stream.of(
            exchanges.unconfirmed(application),
            toggles.begun(application),
            traffic.begun(application))
        .flatMap(List::stream)
        .toList();
  }

  /** Whether an act changed live data, or began to: asks the databases of its plans themselves. */
  boolean ofData(RollbackRecord act, Application application) {
    var kept = plans.of(act.instance());
    return IntStream.range(0, kept.size())
        .anyMatch(i -> data.isBegun(application, kept.get(i), act.key() + "." + (i + 1)));
  }

  /**
   * What that plan began to change, and can be put back: {@link #FILES}, {@link #TOGGLES} or {@link
   * #TRAFFIC}.
   */
  Optional<String> of(String plan, Application application) {
    if (exchanges.begun(application).contains(plan)) {
      return exchanges.confirmed(application).contains(plan)
          ? Optional.empty()
          : Optional.of(FILES);
    }
    if (toggles.begun(application).contains(plan)) {
      return Optional.of(TOGGLES);
    }
    return traffic.begun(application).contains(plan) ? Optional.of(TRAFFIC) : Optional.empty();
  }
}
