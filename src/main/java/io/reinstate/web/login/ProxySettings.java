package io.reinstate.web.login;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Who is believed about where a request comes from.
 *
 * @param proxies their IP addresses; nobody else's {@code X-Forwarded-For} and {@code
 *     X-Forwarded-Proto} are read
 */
@ConfigurationProperties("reinstate.web")
record ProxySettings(List<String> proxies) {

  ProxySettings {
    proxies = proxies == null ? List.of() : List.copyOf(proxies);
    for (var proxy : proxies) {
      if (!proxy.matches("[0-9]{1,3}(\\.[0-9]{1,3}){3}|[0-9a-fA-F:]*:[0-9a-fA-F:.]*")) {
        throw new IllegalArgumentException(
            "reinstate.web.proxies: «%s» is no IP address. Write the address the proxy connects from, such as 127.0.0.1."
                .formatted(proxy));
      }
    }
  }
}
