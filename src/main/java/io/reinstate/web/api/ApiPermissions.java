package io.reinstate.web.api;

import io.reinstate.process.task.WhoAsks;
import io.reinstate.web.Who;
import io.reinstate.web.gate.NotAllowed;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Who may use which endpoint of the JSON API: one table. What is not in it is refused, whoever
 * asks. It is looked up by the pattern that Spring matched, before the body of the request is read.
 */
@Configuration(proxyBeanMethods = false)
class ApiPermissions implements WebMvcConfigurer {

  /** Method and pattern. */
  static final Map<String, Who> TABLE =
      Map.ofEntries(
          Map.entry("GET /api/openapi", Who.READERS),
          Map.entry("GET /api/openapi.yaml", Who.READERS),
          Map.entry("GET /api/catalog", Who.READERS),
          Map.entry("POST /api/catalog/reload", Who.STARTERS),
          Map.entry("GET /api/applications", Who.READERS),
          Map.entry("GET /api/applications/{application}/snapshots", Who.READERS),
          Map.entry("GET /api/applications/{application}/health", Who.READERS),
          Map.entry("GET /api/applications/{application}/releases", Who.READERS),
          Map.entry("POST /api/applications/{application}/releases/known-good", Who.STARTERS),
          Map.entry("POST /api/runbooks/{runbook}/plan", Who.READERS),
          Map.entry("POST /api/runbooks/{runbook}/start", Who.STARTERS),
          Map.entry("GET /api/rollbacks", Who.READERS),
          Map.entry("GET /api/rollbacks/{key}", Who.READERS),
          Map.entry("GET /api/rollbacks/{key}/output", Who.READERS),
          Map.entry("POST /api/rollbacks/{key}/cancel", Who.STARTERS),
          Map.entry("GET /api/tasks", Who.READERS),
          Map.entry("GET /api/tasks/{id}", Who.READERS),
          Map.entry("POST /api/tasks/{id}/claim", Who.WORKERS),
          Map.entry("POST /api/tasks/{id}/release", Who.WORKERS),
          Map.entry("POST /api/tasks/{id}/complete", Who.WORKERS),
          Map.entry("POST /api/backup", Who.ADMINISTRATORS));

  private final WhoAsks whoAsks;

  ApiPermissions(WhoAsks whoAsks) {
    this.whoAsks = whoAsks;
  }

  @Override
  public void addInterceptors(InterceptorRegistry interceptors) {
    interceptors.addInterceptor(new Permission()).addPathPatterns("/api/**");
  }

  private final class Permission implements HandlerInterceptor {

    @Override
    public boolean preHandle(
        HttpServletRequest request, HttpServletResponse response, Object handler) {
      var pattern = request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE);
      var method = request.getMethod().equals("HEAD") ? "GET" : request.getMethod();
      var call = method + " " + pattern;
      var who = TABLE.get(call);
      if (who == null) {
        throw NotAllowed.toAnybody(call);
      }
      if (!who.includes(whoAsks.groups())) {
        throw NotAllowed.to(whoAsks.person(), call, who);
      }
      return true;
    }
  }
}
