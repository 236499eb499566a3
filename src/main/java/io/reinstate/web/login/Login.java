package io.reinstate.web.login;

import jakarta.servlet.Filter;
import org.camunda.bpm.engine.IdentityService;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;

/**
 * Whoever calls an API logs in with every call (HTTP Basic), as the engine's users. The webapps
 * have their own login, and sessions that end with what they stand on.
 */
@Configuration(proxyBeanMethods = false)
class Login {

  private static final int BEFORE_PERMISSIONS = Ordered.LOWEST_PRECEDENCE - 1;
  private static final int BEFORE_WEBAPPS = Ordered.HIGHEST_PRECEDENCE + 20;

  @Bean
  FilterRegistrationBean<Filter> apiLogin() {
    var login = new FilterRegistrationBean<Filter>(new BasicLogin());
    login.addUrlPatterns("/engine-rest/*", "/api/*", "/actuator/prometheus");
    login.setOrder(BEFORE_PERMISSIONS);
    login.setName("api-login");
    return login;
  }

  @Bean
  FilterRegistrationBean<EndedSessions> endedSessions(IdentityService identities) {
    var sessions = new FilterRegistrationBean<>(new EndedSessions(identities));
    sessions.addUrlPatterns("/camunda/*");
    sessions.setOrder(BEFORE_WEBAPPS);
    sessions.setName("ended-sessions");
    return sessions;
  }

  @Bean
  SessionsBeforeLogin sessionsBeforeLogin() {
    return new SessionsBeforeLogin();
  }
}
