package io.reinstate.web.login;

import io.reinstate.storage.Sha256;
import io.reinstate.web.limit.SessionOwner;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.identity.Group;
import org.camunda.bpm.engine.impl.persistence.entity.UserEntity;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends a session of the webapps when the account is gone, or its password or groups are not those
 * of the login any more. Looks at each request, for another node may have changed them.
 */
final class EndedSessions implements Filter {

  private static final Logger LOG = LoggerFactory.getLogger(EndedSessions.class);
  private static final Duration IDLE = Duration.ofMinutes(30);
  private static final String STANDS_ON = EndedSessions.class.getName();

  private final IdentityService identities;

  EndedSessions(IdentityService identities) {
    this.identities = identities;
  }

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    var http = (HttpServletRequest) request;
    session(http).ifPresent(this::endIfChanged);
    chain.doFilter(request, response);
    session(http).ifPresent(this::begin);
  }

  private void endIfChanged(HttpSession session) {
    var account = SessionOwner.of(session);
    var stoodOn = session.getAttribute(STANDS_ON);
    if (account.isPresent() && stoodOn != null && !stoodOn.equals(standsOn(account.get()))) {
      LOG.info("The session of «{}» ends: password or groups have changed", account.get());
      session.invalidate();
    }
  }

  private void begin(HttpSession session) {
    var account = SessionOwner.of(session);
    if (account.isPresent() && session.getAttribute(STANDS_ON) == null) {
      session.setAttribute(STANDS_ON, standsOn(account.get()));
      session.setMaxInactiveInterval((int) IDLE.toSeconds());
    }
  }

  /** A digest of the password's hash and the groups; empty when there is no such account. */
  private String standsOn(String account) {
    var user = (UserEntity) identities.createUserQuery().userId(account).singleResult();
    if (user == null) {
      return "";
    }
    var groups =
        identities.createGroupQuery().groupMember(account).list().stream()
            .map(Group::getId)
            .sorted()
            .collect(Collectors.joining("\n"));
    return Sha256.of(user.getPassword() + "\n" + groups);
  }

  private static Optional<HttpSession> session(HttpServletRequest request) {
    return Optional.ofNullable(request.getSession(false));
  }
}
