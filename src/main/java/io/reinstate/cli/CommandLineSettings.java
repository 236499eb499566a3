package io.reinstate.cli;

import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * What the command line leaves behind.
 *
 * @param data the directory that takes the log of its acts and their locks
 */
@ConfigurationProperties("reinstate")
record CommandLineSettings(Path data) {}
