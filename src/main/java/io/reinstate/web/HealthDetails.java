package io.reinstate.web;

import io.reinstate.process.task.WhoAsks;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.security.Principal;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;

/**
 * Everybody is told whether Reinstate is up; what its parts say, which name applications and files,
 * only members of our groups.
 */
@Configuration(proxyBeanMethods = false)
class HealthDetails {

  @Bean
  FilterRegistrationBean<Filter> healthDetailsForReaders(WhoAsks whoAsks) {
    var details =
        new FilterRegistrationBean<Filter>(
            (request, response, chain) ->
                chain.doFilter(
                    Who.READERS.includes(whoAsks.groups())
                        ? new Reader((HttpServletRequest) request, whoAsks.person().orElseThrow())
                        : request,
                    response));
    details.addUrlPatterns("/actuator/health", "/actuator/health/*");
    details.setName("health-details-for-readers");
    details.setOrder(Ordered.LOWEST_PRECEDENCE);
    return details;
  }

  /** Spring shows details to whoever is somebody. */
  private static final class Reader extends HttpServletRequestWrapper {

    private final String name;

    Reader(HttpServletRequest request, String name) {
      super(request);
      this.name = name;
    }

    @Override
    public Principal getUserPrincipal() {
      return () -> name;
    }
  }
}
