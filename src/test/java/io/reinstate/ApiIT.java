package io.reinstate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.stream.StreamSupport;
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
}
