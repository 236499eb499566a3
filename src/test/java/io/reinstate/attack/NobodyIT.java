package io.reinstate.attack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import org.junit.jupiter.api.Tag;

/** Without a login nothing but the state of health is told, and nothing happens. */
@Tag("long")
class NobodyIT {

  @Attack
  void isAskedToLogInOnEveryPath(RunsAs runsAs) throws IOException, InterruptedException {
    var reinstate = runsAs.reinstate();
    var closed =
        List.of(
            "/api/applications",
            "/api/rollbacks",
            "/api/openapi",
            "/engine-rest/engine",
            "/engine-rest/process-definition",
            "/actuator/prometheus",
            "/camunda/api/engine/engine/default/task");
    for (var path : closed) {
      assertThat(status(reinstate, path)).as(path).isEqualTo(401);
    }
    assertThat(status(reinstate, "/actuator/health/liveness")).isEqualTo(200);
  }

  private static int status(AttackedReinstate reinstate, String path)
      throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + reinstate.port() + path)).build();
    return HttpClient.newHttpClient().send(request, BodyHandlers.discarding()).statusCode();
  }
}
