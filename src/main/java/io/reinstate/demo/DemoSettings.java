package io.reinstate.demo;

import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * The demo.
 *
 * @param enabled whether there is one
 * @param directory where the shop and its catalog entry are installed
 * @param shopPort the TCP port the shop listens on, on the loopback address
 */
@ConfigurationProperties("reinstate.demo")
record DemoSettings(boolean enabled, Path directory, int shopPort) {}
