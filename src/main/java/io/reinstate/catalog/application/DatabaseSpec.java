package io.reinstate.catalog.application;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A database of an application.
 *
 * @param title what people call it
 * @param server where it is
 * @param services those that use it; stopped while it is exchanged
 * @param checks queries whose answer tells that it is as it should be
 * @param written queries that count what was written since a time, by what they count; {@code
 *     :since} in them is that time
 * @param schema the query whose single value is the schema's version
 */
public record DatabaseSpec(
    String title,
    DatabaseServer server,
    List<ServiceId> services,
    List<QuerySpec> checks,
    Map<String, String> written,
    Optional<String> schema) {

  public DatabaseSpec {
    services = List.copyOf(services);
    checks = List.copyOf(checks);
    written = Collections.unmodifiableMap(new LinkedHashMap<>(written));
  }

  /** The form of the file: one of {@code postgresql} and {@code sqlite} is there. */
  @JsonCreator
  static DatabaseSpec of(
      @JsonProperty("title") String title,
      @JsonProperty("postgresql") DatabaseServer.Postgresql postgresql,
      @JsonProperty("sqlite") DatabaseServer.Sqlite sqlite,
      @JsonProperty("services") List<ServiceId> services,
      @JsonProperty("checks") List<QuerySpec> checks,
      @JsonProperty("written") Map<String, String> written,
      @JsonProperty("schema") Optional<String> schema) {
    return new DatabaseSpec(
        title, postgresql == null ? sqlite : postgresql, services, checks, written, schema);
  }
}
