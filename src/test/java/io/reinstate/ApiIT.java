package io.reinstate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.web.server.LocalServerPort;

/** What the JSON API tells those who have nothing else: what there is, and how it is called. */
@ReinstateTest
class ApiIT {

  @LocalServerPort private int port;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          shop     | services   | ["shop"]
          shop     | modules    | ["catalogue","cart","payment"]
          staffed  | phases     | ["first"]
          duo      | toggles    | ["uploads"]
          orders   | databases  | ["orders","ledger"]
          released | components | ["banner"]
          duo      | colours    | ["blue","green"]
          shop     | colours    | []
          """)
  void anApplicationNamesEveryPartThatARunbookCanBeAbout(
      String application, String kind, String names) {
    assertThat(application(application).path(kind).toString()).isEqualTo(names);
  }

  private JsonNode application(String name) {
    return StreamSupport.stream(
            new Caller(port, "adrian").get("/api/applications").json().spliterator(), false)
        .filter(each -> each.path("application").asText().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void theDescriptionSaysThatAStartIsAnswered201() {
    assertThat(responses("/api/runbooks/{runbook}/start", "post").fieldNames())
        .toIterable()
        .containsExactlyInAnyOrder("201", "400", "401", "403", "404", "409", "422", "503");
  }

  @Test
  void theDescriptionSaysWhatEveryOperationIsRefusedWith() {
    var paths = description().path("paths");

    assertThat(paths).isNotEmpty();
    for (var path : paths.properties()) {
      for (var operation : path.getValue().properties()) {
        assertThat(refusals(operation.getValue()))
            .as("%s %s", operation.getKey(), path.getKey())
            .containsAll(expected(path.getKey(), operation.getValue()));
      }
    }
  }

  @Test
  void theDescriptionSaysThatARefusalIsAProblem() {
    var busy = responses("/api/runbooks/{runbook}/start", "post").path("409");

    assertThat(busy.at("/content/application~1problem+json/schema/$ref").asText())
        .isEqualTo("#/components/schemas/Problem");
    assertThat(description().at("/components/schemas/Problem/properties").fieldNames())
        .toIterable()
        .containsExactlyInAnyOrder("type", "title", "status", "detail", "instance");
  }

  @Test
  void theDescriptionSaysHowToLogIn() {
    assertThat(description().at("/info/title").asText()).isEqualTo("Reinstate");
    assertThat(description().at("/security/0").fieldNames()).toIterable().containsExactly("login");
    assertThat(description().at("/components/securitySchemes/login/scheme").asText())
        .isEqualTo("basic");
  }

  private static List<String> expected(String path, JsonNode operation) {
    var expected = new ArrayList<>(List.of("401", "403", "503"));
    if (operation.has("requestBody")) {
      expected.add("400");
    }
    if (path.contains("{")) {
      expected.addAll(List.of("404", "422"));
    }
    return expected;
  }

  private static List<String> refusals(JsonNode operation) {
    return operation.path("responses").properties().stream().map(Map.Entry::getKey).toList();
  }

  private JsonNode responses(String path, String method) {
    return description().path("paths").path(path).path(method).path("responses");
  }

  private JsonNode description() {
    return new Caller(port, "adrian").get("/api/openapi").json();
  }
}
