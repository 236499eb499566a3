package io.reinstate.health;

/** What a probe, or all of them together, found. Later ones outweigh earlier ones. */
public enum Verdict {
  HEALTHY,
  /** The probe itself could not tell. */
  UNKNOWN,
  UNHEALTHY;

  /** The verdict on both: unhealthy beats unknown beats healthy. */
  public Verdict combine(Verdict other) {
    return compareTo(other) >= 0 ? this : other;
  }
}
