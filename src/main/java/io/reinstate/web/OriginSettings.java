package io.reinstate.web;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * What people's browsers call this server.
 *
 * @param origins such as {@code https://reinstate.example.org}, beside the addresses it listens on
 */
@ConfigurationProperties("reinstate.web")
record OriginSettings(List<String> origins) {

  OriginSettings {
    origins = origins == null ? List.of() : List.copyOf(origins);
    for (var origin : origins) {
      if (!origin.matches("https?://[^/\\s]+")) {
        throw new IllegalArgumentException(
            "reinstate.web.origins: «%s» is no origin. Write scheme, host and port alone, such as https://reinstate.example.org."
                .formatted(origin));
      }
    }
  }
}
