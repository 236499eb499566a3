package io.reinstate.web;

import io.reinstate.process.WhoAsks;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletResponse;
import org.camunda.bpm.engine.rest.security.auth.ProcessEngineAuthenticationFilter;
import org.camunda.bpm.engine.rest.security.auth.impl.HttpBasicAuthenticationProvider;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;

/**
 * Whoever calls an API logs in with every call (HTTP Basic), as the engine's users. The webapps
 * have their own login.
 */
@Configuration(proxyBeanMethods = false)
class Login {

  private static final String METRICS = "/actuator/prometheus";
  private static final int BEFORE_PERMISSIONS = Ordered.LOWEST_PRECEDENCE - 1;

  @Bean
  FilterRegistrationBean<Filter> apiLogin() {
    var login = new FilterRegistrationBean<Filter>(new EverywhereAuthentication());
    login.addInitParameter(
        ProcessEngineAuthenticationFilter.AUTHENTICATION_PROVIDER_PARAM,
        HttpBasicAuthenticationProvider.class.getName());
    login.addUrlPatterns("/engine-rest/*", "/api/*", METRICS);
    login.setOrder(BEFORE_PERMISSIONS);
    login.setName("api-login");
    return login;
  }

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

  /**
   * Camunda's filter leaves some paths open ({@code /engine-rest/engine}); this one leaves none.
   */
  private static final class EverywhereAuthentication extends ProcessEngineAuthenticationFilter {

    @Override
    protected boolean requiresEngineAuthentication(String requestUrl) {
      return true;
    }
  }
}
