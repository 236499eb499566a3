package io.reinstate.web.login;

import io.reinstate.web.limit.SessionOwner;
import jakarta.servlet.http.HttpSession;
import jakarta.servlet.http.HttpSessionEvent;
import jakarta.servlet.http.HttpSessionListener;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Everybody who opens a page of the webapps gets a session, logged in or not. Of those in which
 * nobody has logged in so many are kept and no more; the oldest one goes first.
 */
final class SessionsBeforeLogin implements HttpSessionListener {

  private static final int MOST = 5_000;

  /** By id, in the order in which they began. */
  private final Map<String, HttpSession> begun = new LinkedHashMap<>();

  @Override
  public void sessionCreated(HttpSessionEvent event) {
    var oldest = add(event.getSession());
    if (oldest != null && isUnused(oldest)) {
      oldest.invalidate();
    }
  }

  @Override
  public void sessionDestroyed(HttpSessionEvent event) {
    synchronized (begun) {
      begun.remove(event.getSession().getId());
    }
  }

  private HttpSession add(HttpSession session) {
    synchronized (begun) {
      begun.put(session.getId(), session);
      return begun.size() > MOST ? begun.remove(begun.keySet().iterator().next()) : null;
    }
  }

  private static boolean isUnused(HttpSession session) {
    try {
      return SessionOwner.of(session).isEmpty();
    } catch (IllegalStateException e) {
      // It has just ended.
      return false;
    }
  }
}
