package io.reinstate.chaos;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Deals scenarios: of those that a kill hit least often so far, any; so that few kills hit every
 * kind.
 */
final class Deck {

  private final List<Scenario> scenarios;
  private final Map<Scenario, Integer> hits = new HashMap<>();
  private final Map<Scenario, Integer> dealt = new HashMap<>();

  Deck(List<Scenario> scenarios) {
    this.scenarios = List.copyOf(scenarios);
  }

  /** As many as wanted, each as often as any other only when there are not enough. */
  List<Scenario> deal(int wanted, Random random) {
    dealt.clear();
    var hand = new ArrayList<Scenario>();
    for (var i = 0; i < wanted; i++) {
      var fewest = scenarios.stream().min(Comparator.comparing(this::count)).orElseThrow();
      var candidates = scenarios.stream().filter(each -> count(each) == count(fewest)).toList();
      var next = candidates.get(random.nextInt(candidates.size()));
      dealt.merge(next, 1, Integer::sum);
      hand.add(next);
    }
    return hand;
  }

  void hit(Scenario scenario) {
    hits.merge(scenario, 1, Integer::sum);
  }

  private int count(Scenario scenario) {
    return hits.getOrDefault(scenario, 0) + dealt.getOrDefault(scenario, 0);
  }
}
