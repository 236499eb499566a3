package io.reinstate.process.record;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a running act waits for: a task of a person, or somebody who looks after a step that stands
 * still.
 *
 * @param step the task's or the step's name
 * @param candidates the groups, and the people, who may complete the task; empty for a step
 * @param assignee who has claimed the task
 * @param since when, UTC
 * @param failure why the step stands still; empty for a task
 */
public record Waiting(
    String step,
    List<String> candidates,
    Optional<String> assignee,
    Instant since,
    Optional<String> failure) {}
