package io.reinstate.people;

import java.util.LinkedHashMap;
import java.util.Map;

/** A map that forgets what was added first when it is full. */
final class Bounded<K, V> extends LinkedHashMap<K, V> {

  private static final long serialVersionUID = 1L;

  private final int most;

  /**
   * An empty one.
   *
   * @param most entries it keeps
   */
  Bounded(int most) {
    this.most = most;
  }

  @Override
  protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
    return size() > most;
  }
}
