package io.reinstate.web.limit;

import io.reinstate.people.CallerAddress;
import io.reinstate.people.Logins;
import io.reinstate.web.limit.Shares.Share;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/**
 * Comes before everything else that looks at a request: notes where it comes from, serves no more
 * of them at once than the caller's share, and ends a body that is too large or too slow. Whoever
 * has no share left is told to come again.
 */
public final class RequestLimits implements Filter {

  /** Bytes of the largest body: what a form or a request to the API holds is far less. */
  static final int LARGEST_BODY = 1 << 20;

  /** From the headers to the end of the body. */
  static final Duration SLOWEST_BODY = Duration.ofSeconds(10);

  /** The same for who is not logged in: all they send is a login. */
  static final Duration SLOWEST_LOGIN = Duration.ofSeconds(2);

  private static final int CONTENT_TOO_LARGE = 413;
  private static final String HEALTH = "/actuator/health";
  private static final String SHARE = RequestLimits.class.getName();

  private final Clock clock;
  private final Logins logins;
  private final Shares shares = new Shares();

  RequestLimits(Clock clock, Logins logins) {
    this.clock = clock;
    this.logins = logins;
  }

  @Override
  public void doFilter(ServletRequest any, ServletResponse answer, FilterChain chain)
      throws IOException, ServletException {
    var request = (HttpServletRequest) any;
    var response = (HttpServletResponse) answer;
    if (request.getContentLengthLong() > LARGEST_BODY) {
      var refusal = UnacceptableBody.tooLarge(LARGEST_BODY);
      Refusal.write(response, CONTENT_TOO_LARGE, refusal.getMessage());
      return;
    }
    var person = SessionOwner.of(request.getSession(false));
    var first = person.map(shares::person).orElseGet(() -> withoutSession(request));
    if (first.isEmpty()) {
      Refusal.busy(response);
      return;
    }
    var held = new Held(shares, first.get());
    request.setAttribute(SHARE, held);
    CallerAddress.note(request.getRemoteAddr());
    try {
      serve(request, response, chain, person.isPresent());
    } finally {
      CallerAddress.forget();
      held.release();
    }
  }

  private void serve(
      HttpServletRequest request,
      HttpServletResponse response,
      FilterChain chain,
      boolean hasSession)
      throws IOException, ServletException {
    var isLogin = !hasSession && request.getHeader("Authorization") == null;
    var until = clock.instant().plus(isLogin ? SLOWEST_LOGIN : SLOWEST_BODY);
    var bounded = new BoundedBody(request, clock, LARGEST_BODY, until);
    try {
      chain.doFilter(bounded, response);
    } catch (UnacceptableBody e) {
      Refusal.write(response, e.status(), e.getMessage());
    }
    bounded.skipWhatIsHere();
  }

  /**
   * Has a request count for the person who turned out to send it.
   *
   * @return whether there was a share left
   */
  public static boolean countFor(HttpServletRequest request, String account) {
    return !(request.getAttribute(SHARE) instanceof Held held) || held.moveTo(account);
  }

  private Optional<Share> withoutSession(HttpServletRequest request) {
    var said = BasicCredentials.of(request);
    if (request.getServletPath().startsWith(HEALTH) && said.isEmpty()) {
      return shares.health();
    }
    return said.map(BasicCredentials::account)
        .map(
            account ->
                shares.login(
                    account + " " + request.getRemoteAddr(),
                    logins.haveSeen(account, request.getRemoteAddr())))
        .orElseGet(shares::nobody);
  }

  /** The share that a request has at the moment. */
  private static final class Held {

    private final Shares shares;
    private Share share;

    Held(Shares shares, Share share) {
      this.shares = shares;
      this.share = share;
    }

    boolean moveTo(String account) {
      var next = shares.person(account);
      next.ifPresent(
          mine -> {
            share.release();
            share = mine;
          });
      return next.isPresent();
    }

    void release() {
      share.release();
    }
  }
}
