package io.reinstate.web.limit;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Base64;
import java.util.Optional;
import org.springframework.http.HttpHeaders;

/**
 * Who a request says it comes from (HTTP Basic, RFC 7617, in UTF-8). Nobody has checked it.
 *
 * @param account may be any text
 */
public record BasicCredentials(String account, String password) {

  private static final String SCHEME = "Basic ";

  /** Empty when it says nothing, or not in this way. */
  public static Optional<BasicCredentials> of(HttpServletRequest request) {
    var header = request.getHeader(HttpHeaders.AUTHORIZATION);
    if (header == null || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      return Optional.empty();
    }
    try {
      var bytes = Base64.getDecoder().decode(header.substring(SCHEME.length()).strip());
      var said = new String(bytes, UTF_8);
      var colon = said.indexOf(':');
      return colon < 0
          ? Optional.empty()
          : Optional.of(new BasicCredentials(said.substring(0, colon), said.substring(colon + 1)));
    } catch (IllegalArgumentException e) {
      // It is not in base64.
      return Optional.empty();
    }
  }

  /** Says no password. */
  @Override
  public String toString() {
    return "credentials of an account";
  }
}
