package io.reinstate.chaos;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What happened to an application since somebody began to look. */
final class Traces {

  private final Subject subject;
  private final Set<String> snapshots;
  private final Set<String> exchanges;
  private final Map<String, Integer> starts;
  private final int effects;

  Traces(Subject subject) {
    this.subject = subject;
    this.snapshots = Set.copyOf(subject.kept().names());
    this.exchanges = Set.copyOf(subject.workArea().exchanges());
    this.starts =
        subject.services().stream().collect(Collectors.toMap(Service::name, Service::starts));
    this.effects = subject.effects().size();
  }

  List<String> snapshots() {
    return subject.kept().names().stream().filter(name -> !snapshots.contains(name)).toList();
  }

  List<String> exchanges() {
    return subject.workArea().exchanges().stream()
        .filter(name -> !exchanges.contains(name))
        .toList();
  }

  int starts(Service service) {
    return service.starts() - starts.get(service.name());
  }

  /** What commands of the catalog did. */
  List<String> effects() {
    var all = subject.effects();
    return all.subList(effects, all.size());
  }
}
