package io.reinstate.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.BeanPropertyDefinition;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.reinstate.catalog.application.Application;
import io.reinstate.catalog.application.ChecklistsSpec;
import io.reinstate.catalog.application.CommandSpec;
import io.reinstate.catalog.application.ComponentSpec;
import io.reinstate.catalog.application.DatabaseServer;
import io.reinstate.catalog.application.DatabaseSpec;
import io.reinstate.catalog.application.FilePatterns;
import io.reinstate.catalog.application.MigrationsSpec;
import io.reinstate.catalog.application.ModuleSpec;
import io.reinstate.catalog.application.PhaseSpec;
import io.reinstate.catalog.application.ProbeSpec;
import io.reinstate.catalog.application.ProxySpec;
import io.reinstate.catalog.application.QuerySpec;
import io.reinstate.catalog.application.ReleasesSpec;
import io.reinstate.catalog.application.RunSpec;
import io.reinstate.catalog.application.ServiceSpec;
import io.reinstate.catalog.application.StateSpec;
import io.reinstate.catalog.application.ToggleSpec;
import io.reinstate.catalog.application.ToggleSwitch;
import io.reinstate.catalog.application.TrafficSpec;
import io.reinstate.catalog.application.WatchSpec;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Holds the schema, the records and the annotated example together. */
class CatalogSchemaTest {

  /** Which record binds which part of the schema; a new section is a new line here. */
  private static final Map<String, Class<?>> RECORDS =
      Map.ofEntries(
          Map.entry("", Application.class),
          Map.entry("/$defs/files", FilePatterns.class),
          Map.entry("/$defs/state", StateSpec.class),
          Map.entry("/$defs/service", ServiceSpec.class),
          Map.entry("/$defs/supervised", RunSpec.Supervised.class),
          Map.entry("/$defs/commands", RunSpec.Commands.class),
          Map.entry("/$defs/module", ModuleSpec.class),
          Map.entry("/$defs/http", ProbeSpec.Http.class),
          Map.entry("/$defs/request", ProbeSpec.Request.class),
          Map.entry("/$defs/websocket", ProbeSpec.Websocket.class),
          Map.entry("/$defs/log", ProbeSpec.Log.class),
          Map.entry("/$defs/resources", ProbeSpec.Resources.class),
          Map.entry("/$defs/sql", ProbeSpec.Sql.class),
          Map.entry("/$defs/revision", ProbeSpec.Revision.class),
          Map.entry("/$defs/sameFiles", ProbeSpec.Files.class),
          Map.entry("/$defs/baseline", ProbeSpec.Baseline.class),
          Map.entry("/$defs/process", ProbeSpec.Process.class),
          Map.entry("/$defs/tcp", ProbeSpec.Tcp.class),
          Map.entry("/$defs/command", ProbeSpec.Command.class),
          Map.entry("/$defs/run", CommandSpec.class),
          Map.entry("/$defs/toggle", ToggleSpec.class),
          Map.entry("/$defs/toggleFile", ToggleSwitch.InFile.class),
          Map.entry("/$defs/toggleHttp", ToggleSwitch.Http.class),
          Map.entry("/$defs/toggleCommands", ToggleSwitch.Commands.class),
          Map.entry("/$defs/releases", ReleasesSpec.class),
          Map.entry("/$defs/database", DatabaseSpec.class),
          Map.entry("/$defs/postgresql", DatabaseServer.Postgresql.class),
          Map.entry("/$defs/sqlite", DatabaseServer.Sqlite.class),
          Map.entry("/$defs/query", QuerySpec.class),
          Map.entry("/$defs/migrations", MigrationsSpec.class),
          Map.entry("/$defs/phase", PhaseSpec.class),
          Map.entry("/$defs/component", ComponentSpec.class),
          Map.entry("/$defs/option", ComponentSpec.Option.class),
          Map.entry("/$defs/traffic", TrafficSpec.class),
          Map.entry("/$defs/caddy", ProxySpec.Caddy.class),
          Map.entry("/$defs/haproxy", ProxySpec.Haproxy.class),
          Map.entry("/$defs/nginx", ProxySpec.Nginx.class),
          Map.entry("/$defs/colour", TrafficSpec.ColourSpec.class),
          Map.entry("/$defs/checklists", ChecklistsSpec.class),
          Map.entry("/$defs/watch", WatchSpec.class),
          Map.entry("/$defs/manualStep", ChecklistsSpec.ManualStep.class));

  /** Only one proxy fits into one example; docs/catalog.md shows these. */
  private static final Set<String> SHOWN_ELSEWHERE = Set.of("/$defs/haproxy", "/$defs/nginx");

  /** An application of the other layout, as in the example, builds its releases itself. */
  private static final String LAYOUT = " layout";

  private static final String PROBE = "/$defs/probe";

  private final CatalogSchema schema = new CatalogSchema();
  private final JsonNode document = schema.document();
  private final ObjectMapper mapper = new CatalogBinding(schema).mapper();

  @Test
  void recordsBindExactlyTheKeysOfTheSchema() {
    var probe = properties(PROBE);
    probe.removeAll(CatalogValues.PROBES.keySet());
    RECORDS.forEach(
        (pointer, type) -> {
          var keys = properties(pointer);
          if (ProbeSpec.class.isAssignableFrom(type)) {
            keys.addAll(probe);
          }
          if (type == Application.class) {
            keys.remove("extends");
            keys.add("workDirectory");
          }
          assertThat(bound(type)).as(pointer + " and " + type).isEqualTo(keys);
        });
  }

  @Test
  void everySectionOfTheSchemaIsBoundToARecord() {
    var sections =
        document.path("$defs").properties().stream()
            .filter(definition -> definition.getValue().has("properties"))
            .map(definition -> "/$defs/" + definition.getKey())
            .collect(Collectors.toSet());

    sections.removeAll(RECORDS.keySet());
    assertThat(sections).containsExactly(PROBE);
  }

  @Test
  void everyKindOfProbeIsKnown() {
    var kinds = properties(PROBE);
    kinds.removeAll(Set.of("name", "timeout"));

    assertThat(kinds).isEqualTo(CatalogValues.PROBES.keySet());
    assertThat(CatalogValues.PROBES.values())
        .containsExactlyInAnyOrder(
            (Class<? extends ProbeSpec>[]) castToProbes(ProbeSpec.class.getPermittedSubclasses()));
  }

  @Test
  void exampleHasEveryKeyOfTheSchema() throws IOException {
    var expected = new TreeSet<String>();
    RECORDS.keySet().stream()
        .filter(pointer -> !SHOWN_ELSEWHERE.contains(pointer))
        .forEach(pointer -> properties(pointer).forEach(k -> expected.add(pointer + " " + k)));
    properties(PROBE).forEach(key -> expected.add(PROBE + " " + key));

    var seen = new TreeSet<String>();
    visit(
        new ObjectMapper(new YAMLFactory()).readTree(CatalogFixture.example()), document, "", seen);
    expected.removeAll(Set.of("/$defs/traffic haproxy", "/$defs/traffic nginx", LAYOUT));
    assertThat(seen).isEqualTo(expected);
  }

  @Test
  void everySectionAndKeyIsDescribed() {
    RECORDS
        .keySet()
        .forEach(
            pointer ->
                document
                    .at(pointer + "/properties")
                    .properties()
                    .forEach(
                        property ->
                            assertThat(described(property.getValue()))
                                .as(pointer + " " + property.getKey())
                                .isTrue()));
  }

  @Test
  void everySectionRefusesUnknownKeys() {
    RECORDS
        .keySet()
        .forEach(
            pointer ->
                assertThat(document.at(pointer).path("additionalProperties").asBoolean(true))
                    .as(pointer)
                    .isFalse());
  }

  /** Walks the example along the schema and notes which keys it has. */
  private void visit(JsonNode value, JsonNode part, String pointer, Set<String> seen) {
    if (part.has("$ref")) {
      var target = part.path("$ref").asText().substring(1);
      visit(value, document.at(target), target, seen);
      return;
    }
    value.forEach(item -> visit(item, part.path("items"), pointer, seen));
    value
        .properties()
        .forEach(
            entry -> {
              var property = part.path("properties").path(entry.getKey());
              if (property.isMissingNode()) {
                visit(entry.getValue(), part.path("additionalProperties"), pointer, seen);
              } else {
                seen.add(pointer + " " + entry.getKey());
                visit(entry.getValue(), property, pointer, seen);
              }
            });
  }

  private boolean described(JsonNode part) {
    return part.has("description")
        || part.has("$ref") && described(document.at(part.path("$ref").asText().substring(1)));
  }

  private Set<String> properties(String pointer) {
    var names = new LinkedHashSet<String>();
    document.at(pointer + "/properties").fieldNames().forEachRemaining(names::add);
    return names;
  }

  private Set<String> bound(Class<?> type) {
    var config = mapper.getDeserializationConfig();
    return config.introspect(mapper.constructType(type)).findProperties().stream()
        .filter(BeanPropertyDefinition::hasConstructorParameter)
        .map(BeanPropertyDefinition::getName)
        .collect(Collectors.toSet());
  }

  @SuppressWarnings("unchecked")
  private static Class<? extends ProbeSpec>[] castToProbes(Class<?>[] types) {
    return (Class<? extends ProbeSpec>[]) types;
  }
}
