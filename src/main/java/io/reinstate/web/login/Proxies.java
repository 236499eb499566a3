package io.reinstate.web.login;

import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.catalina.valves.RemoteIpValve;
import org.springframework.boot.web.embedded.tomcat.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Takes the caller's address, and whether the call came by TLS, from the proxies that are named,
 * and from nobody else. The host is not taken from them: what is ours is told by the settings.
 */
@Configuration(proxyBeanMethods = false)
class Proxies {

  @Bean
  WebServerFactoryCustomizer<TomcatServletWebServerFactory> namedProxies(ProxySettings settings) {
    return tomcat -> {
      if (!settings.proxies().isEmpty()) {
        tomcat.addEngineValves(forwarded(settings));
      }
    };
  }

  private static RemoteIpValve forwarded(ProxySettings settings) {
    var valve = new RemoteIpValve();
    valve.setInternalProxies(
        settings.proxies().stream().map(Pattern::quote).collect(Collectors.joining("|")));
    valve.setRemoteIpHeader("X-Forwarded-For");
    valve.setProtocolHeader("X-Forwarded-Proto");
    return valve;
  }
}
