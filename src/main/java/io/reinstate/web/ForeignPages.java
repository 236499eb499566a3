package io.reinstate.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Collections;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.http.MediaType;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses what a page of somebody else's makes a browser send: the browser adds the login by
 * itself, and says where the request comes from ({@code Origin}, {@code Sec-Fetch-Site}). What only
 * reads passes, for such a page cannot read the answer; and what is sent without a browser passes.
 *
 * <p>Which origins are ours is told by the settings and the port, never by the request's {@code
 * Host}, which is whatever name led here.
 */
final class ForeignPages extends OncePerRequestFilter {

  private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");
  private static final Set<String> OUR_SITES = Set.of("same-origin", "none");
  private static final String HINT =
      "Use Reinstate's own pages. If this is one of them behind a proxy, set reinstate.web.origins to what the browser shows before the first «/».";

  private final Set<String> hosts;
  private final Set<String> origins;

  /**
   * @param hosts by which this server is reached at its own port
   * @param origins others that are its own
   */
  ForeignPages(Collection<String> hosts, Collection<String> origins) {
    this.hosts = Set.copyOf(hosts);
    this.origins =
        origins.stream()
            .map(origin -> origin.toLowerCase(Locale.ROOT))
            .collect(Collectors.toUnmodifiableSet());
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    if (READING.contains(request.getMethod()) || isOurs(request)) {
      chain.doFilter(request, response);
      return;
    }
    response.setStatus(HttpServletResponse.SC_FORBIDDEN);
    response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
    response.setCharacterEncoding(StandardCharsets.UTF_8.name());
    response
        .getWriter()
        .write(
            """
            {"type":"about:blank","title":"Forbidden","status":403,\
            "detail":"A page of another origin asked for this change. %s"}"""
                .formatted(HINT));
  }

  private boolean isOurs(HttpServletRequest request) {
    return values(request, "Sec-Fetch-Site").allMatch(OUR_SITES::contains)
        && values(request, "Origin").allMatch(origin -> isOurs(origin, request));
  }

  private boolean isOurs(String origin, HttpServletRequest request) {
    return origins.contains(origin)
        || hosts.stream()
            .flatMap(host -> own(request.isSecure(), host, request.getLocalPort()))
            .anyMatch(origin::equals);
  }

  private static Stream<String> own(boolean secure, String host, int port) {
    var scheme = secure ? "https" : "http";
    var bare = scheme + "://" + host;
    return port == (secure ? 443 : 80)
        ? Stream.of(bare, bare + ":" + port)
        : Stream.of(bare + ":" + port);
  }

  private static Stream<String> values(HttpServletRequest request, String header) {
    return Collections.list(request.getHeaders(header)).stream()
        .map(value -> value.strip().toLowerCase(Locale.ROOT));
  }
}
