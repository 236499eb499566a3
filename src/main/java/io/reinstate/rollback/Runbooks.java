package io.reinstate.rollback;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** All runbooks there are, and the other processes that can be started. */
@Component
public class Runbooks {

  /** The process that cancels what another one does. */
  public static final String CANCEL = "cancel-rollback";

  private final List<Startable> all;

  public Runbooks(List<Startable> all) {
    this.all = all.stream().sorted(Comparator.comparing(Startable::id)).toList();
  }

  /**
   * The runbook of that id.
   *
   * @throws RollbackNotFound when there is none
   */
  public Runbook of(String id) {
    return find(id).orElseThrow(() -> RollbackNotFound.runbook(id, known()));
  }

  /** The runbook of that id; empty for a process that makes no plan. */
  public Optional<Runbook> find(String id) {
    return runbooks().stream().filter(runbook -> runbook.id().equals(id)).findFirst();
  }

  /** The process of that id, whether it makes a plan or not. */
  public Optional<Startable> startable(String id) {
    return all.stream().filter(each -> each.id().equals(id)).findFirst();
  }

  /** All that can be started, by id. */
  public List<Startable> all() {
    return all;
  }

  /** All that a plan is made for, by id. */
  public List<Runbook> runbooks() {
    return all.stream().filter(Runbook.class::isInstance).map(Runbook.class::cast).toList();
  }

  /** All inputs that anything takes, by name. */
  public Map<String, Input<?>> inputs() {
    var inputs = new TreeMap<String, Input<?>>();
    all.stream()
        .filter(Startable::isOffered)
        .flatMap(each -> each.inputs().stream())
        .forEach(input -> inputs.put(input.name(), input));
    return inputs;
  }

  private String known() {
    return runbooks().stream().map(Runbook::id).collect(Collectors.joining(", "));
  }
}
