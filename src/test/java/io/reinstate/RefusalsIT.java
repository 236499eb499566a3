package io.reinstate;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;
import org.springframework.boot.test.web.server.LocalServerPort;

/** What is refused reaches whoever asked, over both REST APIs and as Tasklist asks. */
@ReinstateTest
class RefusalsIT {

  private static final String START = "/process-definition/key/emergency-rollback/submit-form";
  private static final String WITHOUT_REASON =
      "{\"variables\":{\"application\":{\"value\":\"frail\"}}}";

  @LocalServerPort private int port;

  @AfterEach
  void cancel() {
    Rollback.cancelAll(port);
  }

  @Test
  void refusalIsAnUnprocessableRequestAndNotAFault() {
    var olivia = new Caller(port, "olivia");
    try (var log = new RequestLog()) {
      var form = olivia.post("/engine-rest" + START, WITHOUT_REASON);
      var start =
          olivia.post(
              "/engine-rest/process-definition/key/emergency-rollback/start", WITHOUT_REASON);
      var unknown =
          olivia.post(
              "/engine-rest" + START,
              "{\"variables\":{\"application\":{\"value\":\"nix\"},\"reason\":{\"value\":\"x\"}}}");

      assertThat(form.status()).isEqualTo(422);
      assertThat(form.text("/message"))
          .isEqualTo("«reason» is empty (reason). Fill it in and start again.");
      assertThat(start.status()).isEqualTo(422);
      assertThat(unknown.status()).isEqualTo(422);
      assertThat(unknown.text("/message")).contains("Known: ");
      assertThat(log.faults).isEmpty();
    }
  }

  /**
   * Faults that the threads note which answer requests. The steps of acts that were cancelled end
   * meanwhile, and their threads have something to say about it.
   */
  private static final class RequestLog extends AppenderBase<ILoggingEvent>
      implements AutoCloseable {

    private static final Logger ROOT =
        (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);

    private final List<String> faults = new CopyOnWriteArrayList<>();

    RequestLog() {
      setContext(ROOT.getLoggerContext());
      start();
      ROOT.addAppender(this);
    }

    @Override
    protected void append(ILoggingEvent event) {
      var fault =
          event.getThrowableProxy() != null || event.getFormattedMessage().contains("ENGINE-");
      if (fault && event.getThreadName().contains("-exec-")) {
        faults.add(event.toString());
      }
    }

    @Override
    public void close() {
      ROOT.detachAppender(this);
    }
  }

  @Test
  void busyApplicationIsAConflictAndARefusedDecisionLeavesItsTaskOpen() {
    var rollback = Rollback.start(port, "olivia", "module-rollback", moduleRollback());
    var task = rollback.task("Approve rollback");

    var second =
        new Caller(port, "olivia")
            .post(
                "/engine-rest" + START,
                "{\"variables\":{\"application\":{\"value\":\"shop\"},\"reason\":{\"value\":\"x\"}}}");
    var decision =
        new Caller(port, "admin")
            .post("/engine-rest/task/" + task + "/complete", Rollback.decision("approve", "me"));

    assertThat(second.status()).isEqualTo(409);
    assertThat(second.text("/type")).isEqualTo("ApplicationBusy");
    assertThat(second.text("/message")).contains(rollback.key);
    assertThat(decision.status()).isEqualTo(422);
    assertThat(decision.text("/message")).contains("Only members of senior-developers");
    assertThat(rollback.task("Approve rollback")).isEqualTo(task);
  }

  @Test
  void whatIsNoRefusalIsLeftToTheEngine() {
    var olivia = new Caller(port, "olivia");

    assertThat(olivia.get("/engine-rest/task/none").status()).isEqualTo(404);
    assertThat(new Caller(port, "adrian").post("/engine-rest" + START, WITHOUT_REASON).status())
        .isEqualTo(403);
  }

  @Test
  void theEngineReadsItsOwnRequestsAsEver() {
    var found =
        new Caller(port, "olivia").post("/engine-rest/process-instance", "{\"businessKey\":5}");

    assertThat(found.status()).as("%s", found.json()).isEqualTo(200);
  }

  @Test
  void tasklistIsToldTheSame() throws IOException, InterruptedException {
    var tasklist = new Tasklist();
    tasklist.get("/camunda/app/tasklist/default/");
    tasklist.post(
        "/camunda/api/admin/auth/user/default/login/tasklist",
        "application/x-www-form-urlencoded",
        "username=olivia&password=Roll-back-1");
    tasklist.get("/camunda/app/tasklist/default/");

    var answer =
        tasklist.post(
            "/camunda/api/engine/engine/default" + START, "application/json", WITHOUT_REASON);

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(422);
    assertThat(new ObjectMapper().readTree(answer.body()).path("message").asText())
        .startsWith("«reason» is empty");
  }

  private static String moduleRollback() {
    return "{\"application\":\"shop\",\"module\":\"payment\",\"reason\":\"x\"}";
  }

  /** A browser's session. */
  private final class Tasklist {

    private final CookieManager cookies = new CookieManager();
    private final HttpClient http = HttpClient.newBuilder().cookieHandler(cookies).build();

    void get(String path) throws IOException, InterruptedException {
      http.send(request(path).build(), BodyHandlers.discarding());
    }

    HttpResponse<String> post(String path, String type, String body)
        throws IOException, InterruptedException {
      var token =
          cookies.getCookieStore().getCookies().stream()
              .filter(cookie -> cookie.getName().equals("XSRF-TOKEN"))
              .map(HttpCookie::getValue)
              .findFirst()
              .orElseThrow();
      return http.send(
          request(path)
              .header("Content-Type", type)
              .header("X-XSRF-TOKEN", token)
              .POST(BodyPublishers.ofString(body))
              .build(),
          BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String path) {
      return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          emergency-rollback | {"application":"shop","reason":"x","module":"cart"} | takes no «module»
          take-snapshot | {"application":"shop","reason":"x","label":"x","dryRun":true} | takes no «dryRun»
          take-snapshot | {"application":"shop","reason":"x","noticed":"2026-01-01T00:00:00Z"} | takes no «noticed»
          emergency-rollback | {"application":"shop","modul":"cart"} | There is no key «modul»
          emergency-rollback | {"application":"shop","dryRun":"perhaps"} | «dryRun» is not true or false
          emergency-rollback | {"application":"shop","reason":"x","dryRun":""} | «dryRun» is not true or false
          emergency-rollback | {"application":"shop","reason":"x","dryRun":1} | «dryRun» is not true or false
          emergency-rollback | {"application":"shop","reason":5} | «reason» is not a text
          emergency-rollback | {"application":"shop","reason":0.5} | «reason» is not a text
          emergency-rollback | {"application":"shop","reason":true} | «reason» is not a text
          feature-toggle-rollback | {"application":"duo","toggles":[5],"reason":"x"} | «toggles.[0]» is not a text
          feature-toggle-rollback | {"application":"shop","toggles":"x"} | «toggles» is not a list
          emergency-rollback | ["shop"] | The body is not a JSON object
          emergency-rollback | {"application" | The body is no JSON: line 1
          emergency-rollback | {"application":"shop","reason":"x","brokenSince":"2099-01-01T00:00:00Z"} | in the future
          emergency-rollback | {"application":"shop","reason":"x","brokenSince":"2026-01-02T00:00:00Z","noticed":"2026-01-01T00:00:00Z"} | cannot have been noticed before
          """)
  void inputThatMakesNoSenseIsRefusedAndNamed(String runbook, String inputs, String told) {
    var answer = new Caller(port, "olivia").post("/api/runbooks/" + runbook + "/start", inputs);

    assertThat(answer.status()).as("%s", answer.json()).isIn(400, 422);
    assertThat(answer.text("/detail")).contains(told);
  }
}
