package io.reinstate.catalog;

import java.time.Duration;
import java.util.List;

/**
 * A running part of an application.
 *
 * @param title what people call it
 * @param run how it is started and stopped
 * @param requires services that are started before it and stopped after it
 * @param health how to tell that it works
 * @param deadline how long after a start it may take to become healthy
 */
public record ServiceSpec(
    String title,
    RunSpec run,
    List<ServiceId> requires,
    List<ProbeSpec> health,
    Duration deadline) {}
