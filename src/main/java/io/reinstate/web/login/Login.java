package io.reinstate.web.login;

import io.reinstate.web.limit.BasicCredentials;
import io.reinstate.web.limit.HealthSettings;
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
    var login = new FilterRegistrationBean<Filter>(new BasicLogin(request -> true));
    login.addUrlPatterns("/engine-rest/*", "/api/*", "/actuator/prometheus");
    login.setOrder(BEFORE_PERMISSIONS);
    login.setName("api-login");
    return login;
  }

  /**
   * Whoever asks how Reinstate is need not log in, and may: then they are told more. Where nothing
   * but that is told, nobody logs in, so that nobody keeps it waiting.
   */
  @Bean
  FilterRegistrationBean<Filter> healthLogin(HealthSettings health) {
    var ifWanted =
        new FilterRegistrationBean<Filter>(
            new BasicLogin(
                request ->
                    BasicCredentials.of(request).isPresent()
                        && request.getLocalPort() != health.port()));
    ifWanted.addUrlPatterns("/actuator/health", "/actuator/health/*");
    ifWanted.setOrder(BEFORE_PERMISSIONS);
    ifWanted.setName("health-login");
    return ifWanted;
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
