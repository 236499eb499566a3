package io.reinstate.catalog.application;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Where a switch is, and how it is set. */
public sealed interface ToggleSwitch {

  /**
   * A key of a file; everything else in the file, comments and order included, stays as it is.
   *
   * @param path absolute; below the home directory
   * @param key the name of the variable or property; in JSON and YAML a JSON pointer (RFC 6901)
   */
  record InFile(Path path, Format format, String key) implements ToggleSwitch {}

  /** What kind of file. */
  enum Format {
    /** Lines {@code NAME=value}, as shells and dotenv read them. */
    @JsonProperty("env")
    ENV,
    /** A file of {@link java.util.Properties}. */
    @JsonProperty("properties")
    PROPERTIES,
    @JsonProperty("json")
    JSON,
    @JsonProperty("yaml")
    YAML
  }

  /**
   * A switch behind an HTTP API.
   *
   * @param url takes the new value
   * @param method {@code PUT}, {@code POST} or {@code PATCH}
   * @param body what is sent, as {@code application/json}; {@code {value}} stands for the value
   * @param state gives the present value
   * @param pointer where in the answer it is (RFC 6901)
   * @param timeout how long one request may take
   */
  record Http(URI url, String method, String body, URI state, String pointer, Duration timeout)
      implements ToggleSwitch {}

  /**
   * A switch that commands set, run in the home directory.
   *
   * @param set sets it; {@code {value}} in an argument stands for the value
   * @param state its first line of output is the present value
   * @param timeout how long one command may take
   */
  record Commands(List<String> set, List<String> state, Duration timeout) implements ToggleSwitch {}
}
