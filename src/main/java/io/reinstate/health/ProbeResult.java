package io.reinstate.health;

import java.time.Duration;

/**
 * What one try of one probe found.
 *
 * @param name what the catalog calls the probe
 * @param reason one sentence for people, without a full stop
 * @param latency how long the try took
 */
public record ProbeResult(String name, Verdict verdict, String reason, Duration latency) {}
