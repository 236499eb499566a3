package io.reinstate.web.limit;

import io.reinstate.storage.Json;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;

/** What a filter answers instead of those behind it: problem details (RFC 9457). */
public final class Refusal {

  private Refusal() {}

  /** 503: the caller has as many requests under way as are served at once. */
  public static void busy(HttpServletResponse response) throws IOException {
    response.setHeader(HttpHeaders.RETRY_AFTER, "1");
    write(
        response,
        HttpServletResponse.SC_SERVICE_UNAVAILABLE,
        "Too many requests at once. Send it again in a second.");
  }

  /** Any status of HTTP with a message that says what to do; nothing if the answer has begun. */
  public static void write(HttpServletResponse response, int status, String detail)
      throws IOException {
    if (response.isCommitted()) {
      return;
    }
    var problem = new LinkedHashMap<String, Object>();
    problem.put("type", "about:blank");
    problem.put("title", HttpStatus.valueOf(status).getReasonPhrase());
    problem.put("status", status);
    problem.put("detail", detail);
    response.resetBuffer();
    response.setStatus(status);
    response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
    response.setCharacterEncoding(StandardCharsets.UTF_8.name());
    response.getWriter().write(Json.MAPPER.writeValueAsString(problem));
  }
}
