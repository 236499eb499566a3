package io.reinstate.snapshot.store;

import io.reinstate.catalog.application.DatabaseId;
import io.reinstate.catalog.application.ServiceId;
import io.reinstate.git.Revision;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the machine was like when a snapshot was taken: {@code state.json}. For people who compare
 * then and now; nothing is restored from it.
 *
 * @param stepKey the step of a process that took the snapshot
 * @param memory bytes of main memory, 0 where unknown
 * @param machineUptime since the machine started, where it tells
 * @param processUptime since Reinstate started
 * @param environment the variables the catalog names; those that are not set are left out
 * @param services names of the variables that each service gets, those of secrets among them; no
 *     values
 * @param schemas versions of the schemas of the databases that are in the snapshot, where the
 *     catalog has a query for it
 * @param versions first line of output of the catalog's commands, or {@code unavailable: why}
 * @param revision the git commit of the home directory
 */
record MachineState(
    Instant time,
    Optional<String> stepKey,
    String osName,
    String osVersion,
    String osArchitecture,
    String javaVersion,
    int processors,
    long memory,
    Optional<Duration> machineUptime,
    Duration processUptime,
    Map<String, String> environment,
    Map<ServiceId, List<String>> services,
    Map<DatabaseId, String> schemas,
    Map<String, String> versions,
    Optional<Revision> revision) {}
