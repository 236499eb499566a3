package io.reinstate.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Holds docs/catalog-reference.md to the schema. */
class CatalogReferenceTest {

  private static final Path REFERENCE = Path.of("docs", "catalog-reference.md");
  private static final Pattern ROW =
      Pattern.compile("\\| `([A-Za-z]+)` \\| (.*?) \\| (.*?) \\| (.*) \\|");

  private final JsonNode schema = new CatalogSchema().document();

  /** Rows by section and key, as the page has them. */
  private final Map<String, Map<String, Row>> page = new TreeMap<>();

  private record Row(String type, String standard, String meaning) {}

  @BeforeEach
  void read() throws IOException {
    var section = "";
    for (var line : Files.readAllLines(REFERENCE)) {
      var row = ROW.matcher(line);
      if (line.startsWith("## ")) {
        section = line.substring(3);
        page.put(section, new LinkedHashMap<>());
      } else if (row.matches()) {
        var before =
            page.get(section).put(row.group(1), new Row(row.group(2), row.group(3), row.group(4)));
        assertThat(before).as("a second row of %s %s", section, row.group(1)).isNull();
      }
    }
  }

  /** Sections of the schema by name. */
  private Map<String, JsonNode> sections() {
    var sections = new TreeMap<String, JsonNode>();
    sections.put("application", schema);
    schema
        .path("$defs")
        .properties()
        .forEach(
            definition -> {
              if (definition.getValue().has("properties")) {
                sections.put(definition.getKey(), definition.getValue());
              }
            });
    return sections;
  }

  @Test
  void everySectionIsThereAndNoOther() {
    assertThat(page.keySet()).isEqualTo(sections().keySet());
  }

  @Test
  void everyKeyIsThereAndNoOther() {
    sections()
        .forEach(
            (name, section) ->
                assertThat(new TreeSet<>(page.get(name).keySet()))
                    .as("keys of %s", name)
                    .isEqualTo(
                        section.path("properties").properties().stream()
                            .map(Map.Entry::getKey)
                            .collect(Collectors.toCollection(TreeSet::new))));
  }

  @Test
  void everyDefaultIsThatOfTheSchema() throws JsonProcessingException {
    for (var section : sections().entrySet()) {
      var required =
          StreamSupport.stream(section.getValue().path("required").spliterator(), false)
              .map(JsonNode::asText)
              .toList();
      for (var key : section.getValue().path("properties").properties()) {
        var told = page.get(section.getKey()).get(key.getKey()).standard();
        var as = section.getKey() + "." + key.getKey();
        if (required.contains(key.getKey())) {
          assertThat(told).as(as).isEqualTo("required");
        } else if (key.getValue().has("default")) {
          assertThat(told).as(as).startsWith("`").endsWith("`");
          assertThat(new ObjectMapper().readTree(told.substring(1, told.length() - 1)))
              .as(as)
              .isEqualTo(key.getValue().path("default"));
        } else {
          assertThat(told).as(as).isEqualTo("none");
        }
      }
    }
  }

  @Test
  void everyKeyHasATypeAndAMeaningAndEachLinkLeadsToASection() {
    page.forEach(
        (section, rows) ->
            rows.forEach(
                (key, row) -> {
                  assertThat(row.type()).as("%s %s", section, key).isNotBlank();
                  assertThat(row.meaning()).as("%s %s", section, key).hasSizeGreaterThan(8);
                  Pattern.compile("\\(#(\\w+)\\)")
                      .matcher(row.type())
                      .results()
                      .forEach(
                          link ->
                              assertThat(page.keySet())
                                  .as("%s %s", section, key)
                                  .anyMatch(name -> name.equalsIgnoreCase(link.group(1))));
                }));
  }
}
