package io.reinstate.web.login;

import io.reinstate.people.TooManyWrongPasswords;
import io.reinstate.web.limit.BasicCredentials;
import io.reinstate.web.limit.Refusal;
import io.reinstate.web.limit.RequestLimits;
import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.function.Predicate;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.rest.security.auth.AuthenticationResult;
import org.camunda.bpm.engine.rest.security.auth.ProcessEngineAuthenticationFilter;
import org.camunda.bpm.engine.rest.security.auth.impl.HttpBasicAuthenticationProvider;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;

/**
 * Logs in whoever calls an API by what the call says (HTTP Basic), before its body is read.
 * Camunda's filter leaves some paths open ({@code /engine-rest/engine}); this one leaves none.
 */
final class BasicLogin extends ProcessEngineAuthenticationFilter {

  private final Predicate<HttpServletRequest> wanted;

  /**
   * @param wanted which requests log in; the others go on as nobody's
   */
  BasicLogin(Predicate<HttpServletRequest> wanted) {
    this.wanted = wanted;
  }

  @Override
  public void init(FilterConfig config) {
    authenticationProvider = new Credentials();
  }

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    if (!wanted.test((HttpServletRequest) request)) {
      chain.doFilter(request, response);
      return;
    }
    var answer = (HttpServletResponse) response;
    try {
      super.doFilter(
          request,
          response,
          (whose, theirs) -> {
            var account = (String) whose.getAttribute(Credentials.ACCOUNT);
            if (RequestLimits.countFor((HttpServletRequest) whose, account)) {
              chain.doFilter(whose, theirs);
            } else {
              Refusal.busy(answer);
            }
          });
    } catch (TooManyWrongPasswords e) {
      answer.setHeader(HttpHeaders.RETRY_AFTER, Long.toString(e.left().toSeconds() + 1));
      Refusal.write(answer, HttpStatus.TOO_MANY_REQUESTS.value(), e.getMessage());
    }
  }

  @Override
  protected boolean requiresEngineAuthentication(String requestUrl) {
    return true;
  }

  private static final class Credentials extends HttpBasicAuthenticationProvider {

    private static final String ACCOUNT = Credentials.class.getName();

    @Override
    public AuthenticationResult extractAuthenticatedUser(
        HttpServletRequest request, ProcessEngine engine) {
      var said = BasicCredentials.of(request);
      if (said.isEmpty()) {
        return AuthenticationResult.unsuccessful();
      }
      var account = said.get().account();
      if (!isAuthenticated(engine, account, said.get().password())) {
        return AuthenticationResult.unsuccessful(account);
      }
      request.setAttribute(ACCOUNT, account);
      return AuthenticationResult.successful(account);
    }
  }
}
