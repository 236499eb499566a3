package io.reinstate.web.limit;

import java.net.InetAddress;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the state of health is told beside the port that serves everything.
 *
 * @param port TCP port; 0 for none
 * @param address to listen at; that of the server when unset
 */
@ConfigurationProperties("reinstate.health")
public record HealthSettings(@DefaultValue("0") int port, InetAddress address) {}
