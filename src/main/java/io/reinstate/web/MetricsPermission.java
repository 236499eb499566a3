package io.reinstate.web;

import io.reinstate.process.task.WhoAsks;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;

/** Who may read the metrics, which are neither of the engine's API nor of ours. */
@Configuration(proxyBeanMethods = false)
class MetricsPermission {

  private static final String METRICS = "/actuator/prometheus";

  /** Metrics name applications and runbooks: for members of our groups. */
  @Bean
  FilterRegistrationBean<Filter> metricsForReaders(WhoAsks whoAsks) {
    var permission =
        new FilterRegistrationBean<Filter>(
            (request, response, chain) -> {
              if (Who.READERS.includes(whoAsks.groups())) {
                chain.doFilter(request, response);
              } else {
                ((HttpServletResponse) response).sendError(HttpServletResponse.SC_FORBIDDEN);
              }
            });
    permission.addUrlPatterns(METRICS);
    permission.setName("metrics-for-readers");
    permission.setOrder(Ordered.LOWEST_PRECEDENCE);
    return permission;
  }
}
