package io.reinstate.service;

import java.time.Instant;

/**
 * How long a log was when its service was started.
 *
 * @param position bytes that were there before
 * @param noted when this was noted
 */
public record LogStart(long position, Instant noted) {}
