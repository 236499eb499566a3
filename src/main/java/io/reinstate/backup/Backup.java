package io.reinstate.backup;

import java.nio.file.Path;
import java.time.Duration;

/**
 * A copy of the database that was just made.
 *
 * @param file the archive, as an absolute path
 * @param size bytes of the archive
 * @param duration how long making it took
 */
public record Backup(Path file, long size, Duration duration) {}
