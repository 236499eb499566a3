package io.reinstate.web;

import jakarta.servlet.Filter;
import org.camunda.bpm.engine.rest.security.auth.ProcessEngineAuthenticationFilter;
import org.camunda.bpm.engine.rest.security.auth.impl.HttpBasicAuthenticationProvider;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Whoever calls an API logs in with every call (HTTP Basic), as the engine's users. The webapps
 * have their own login.
 */
@Configuration(proxyBeanMethods = false)
class Login {

  @Bean
  FilterRegistrationBean<Filter> apiLogin() {
    var login = new FilterRegistrationBean<Filter>(new EverywhereAuthentication());
    login.addInitParameter(
        ProcessEngineAuthenticationFilter.AUTHENTICATION_PROVIDER_PARAM,
        HttpBasicAuthenticationProvider.class.getName());
    login.addUrlPatterns("/engine-rest/*", "/api/*", "/actuator/prometheus");
    login.setName("api-login");
    return login;
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
