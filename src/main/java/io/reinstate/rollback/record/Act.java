package io.reinstate.rollback.record;

import io.reinstate.catalog.application.ApplicationId;
import java.util.Optional;

/**
 * What is about to be done to an application.
 *
 * @param instance the id of the process instance that carries it
 * @param runbook the id of its process
 * @param application what it acts on
 * @param requester who asks
 * @param subject what of it; empty for the whole
 * @param target the snapshot it was asked to go back to
 * @param reason why, in the requester's words
 */
public record Act(
    String instance,
    String runbook,
    ApplicationId application,
    String requester,
    Optional<String> subject,
    Optional<String> target,
    Optional<String> reason) {}
