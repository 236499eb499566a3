package io.reinstate.web.limit;

import jakarta.servlet.http.HttpSession;
import java.util.Optional;
import org.camunda.bpm.webapp.impl.security.auth.Authentication;
import org.camunda.bpm.webapp.impl.security.auth.Authentications;

/** Who has logged in to the webapps in a session. */
public final class SessionOwner {

  /** Where the webapps keep it. */
  private static final String PEOPLE = "authenticatedUser";

  private SessionOwner() {}

  /** The account; empty when nobody has logged in, or there is no session. */
  public static Optional<String> of(HttpSession session) {
    return session != null && session.getAttribute(PEOPLE) instanceof Authentications people
        ? people.getAuthentications().stream().map(Authentication::getIdentityId).findFirst()
        : Optional.empty();
  }
}
