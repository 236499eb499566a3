package io.reinstate.web.limit;

import io.reinstate.people.Logins;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.apache.catalina.connector.Connector;
import org.apache.coyote.http11.AbstractHttp11Protocol;
import org.springframework.boot.autoconfigure.web.ServerProperties;
import org.springframework.boot.web.embedded.tomcat.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;

/**
 * Sets Tomcat's limits, and gives the state of health a connector with threads of its own, so that
 * it is told whatever is asked of the other one.
 */
@Configuration(proxyBeanMethods = false)
class Limits {

  /** How long a body may say nothing. What a whole one may take is in {@link RequestLimits}. */
  private static final int SILENT_BODY = (int) Duration.ofSeconds(5).toMillis();

  private static final int MOST_HEADERS = 64;
  private static final int HEALTH_THREADS = 4;
  private static final int HEALTH_CONNECTIONS = 256;
  private static final String HEALTH = "/actuator/health";

  @Bean
  FilterRegistrationBean<RequestLimits> requestLimits(Clock clock, Logins logins) {
    var limits = new FilterRegistrationBean<>(new RequestLimits(clock, logins));
    limits.addUrlPatterns("/*");
    limits.setName("request-limits");
    limits.setOrder(Ordered.HIGHEST_PRECEDENCE);
    return limits;
  }

  @Bean
  FilterRegistrationBean<SafeHeaders> safeHeaders() {
    var headers = new FilterRegistrationBean<>(new SafeHeaders());
    headers.addUrlPatterns("/api/*", "/engine-rest/*", "/actuator/*");
    headers.setName("safe-headers");
    headers.setOrder(Ordered.HIGHEST_PRECEDENCE + 1);
    return headers;
  }

  @Bean
  WebServerFactoryCustomizer<TomcatServletWebServerFactory> connectors(
      HealthSettings health, ServerProperties server) {
    return tomcat -> {
      tomcat.addConnectorCustomizers(Limits::bound);
      if (health.port() != 0) {
        tomcat.addAdditionalTomcatConnectors(connector(health, server));
      }
    };
  }

  /** What is no question how it is, is not answered there. */
  @Bean
  FilterRegistrationBean<Filter> nothingButHealth(HealthSettings settings) {
    var filter =
        new FilterRegistrationBean<Filter>(
            (request, response, chain) -> {
              var path = ((HttpServletRequest) request).getServletPath();
              if (request.getLocalPort() == settings.port()
                  && !path.equals(HEALTH)
                  && !path.startsWith(HEALTH + "/")) {
                Refusal.write(
                    (HttpServletResponse) response,
                    HttpServletResponse.SC_NOT_FOUND,
                    "This port tells the state of health only: " + HEALTH + ".");
              } else {
                chain.doFilter(request, response);
              }
            });
    filter.addUrlPatterns("/*");
    filter.setName("nothing-but-health");
    filter.setOrder(Ordered.HIGHEST_PRECEDENCE);
    filter.setEnabled(settings.port() != 0);
    return filter;
  }

  private static Connector connector(HealthSettings health, ServerProperties server) {
    var connector = new Connector();
    connector.setPort(health.port());
    var protocol = (AbstractHttp11Protocol<?>) connector.getProtocolHandler();
    Optional.ofNullable(health.address())
        .or(() -> Optional.ofNullable(server.getAddress()))
        .ifPresent(protocol::setAddress);
    protocol.setMaxThreads(HEALTH_THREADS);
    protocol.setMinSpareThreads(1);
    protocol.setMaxConnections(HEALTH_CONNECTIONS);
    protocol.setConnectionTimeout(SILENT_BODY);
    protocol.setKeepAliveTimeout(SILENT_BODY);
    protocol.setMaxSwallowSize(0);
    bound(connector);
    return connector;
  }

  private static void bound(Connector connector) {
    connector.setAllowTrace(false);
    var protocol = (AbstractHttp11Protocol<?>) connector.getProtocolHandler();
    protocol.setDisableUploadTimeout(false);
    protocol.setConnectionUploadTimeout(SILENT_BODY);
    protocol.setMaxHeaderCount(MOST_HEADERS);
  }
}
