package io.reinstate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.reinstate.catalog.CatalogSource;
import io.reinstate.catalog.Recipe;
import io.reinstate.host.Ports;
import io.reinstate.host.Ran;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;

/**
 * Node-RED, which nobody here wrote, with the catalog of the recipe for Node.js. What npm installs
 * is not there before {@link #install}.
 */
@TestConfiguration(proxyBeanMethods = false)
class NodeRedApplication {

  static final int PORT = Ports.free();
  static final Path HOME = RunningReinstate.DATA.resolve("flows/home");

  private static final ObjectMapper JSON = new ObjectMapper();

  private static final String SETTINGS =
      """
      const settings = require('./config/settings.json');
      const flags = require('./config/flags.json');
      module.exports = {
        uiHost: '127.0.0.1', uiPort: process.env.PORT,
        userDir: __dirname + '/data', flowFile: __dirname + '/flows/flows.json',
        credentialSecret: false, telemetry: { enabled: false },
        functionGlobalContext: { settings: settings, flags: flags }
      };
      """;

  /** Answers what the flow says, what is configured and what is switched on. */
  private static final String FLOWS =
      """
      [{"id": "tab", "type": "tab", "label": "Hello", "disabled": false},
       {"id": "in", "type": "http in", "z": "tab", "name": "", "url": "/hello", "method": "get",
        "upload": false, "wires": [["say"]]},
       {"id": "say", "type": "function", "z": "tab", "name": "", "outputs": 1, "wires": [["out"]],
        "func": "msg.payload = {greeting: '%s', title: global.get('settings').title, beta: global.get('flags').beta}; return msg;"},
       {"id": "out", "type": "http response", "z": "tab", "name": "", "statusCode": "", "wires": []}]
      """;

  @Bean
  CatalogSource nodeRedCatalog() throws IOException {
    var catalog = HOME.resolveSibling("catalog");
    Files.createDirectories(catalog);
    Files.createDirectories(HOME);
    git("init", "-q", "-b", "main");
    Files.writeString(
        catalog.resolve("flows.yaml"),
        Recipe.of("node.md")
            .in(HOME)
            .replace("1880", Integer.toString(PORT))
            .replace("watch: { code: 5m }", "watch: { code: 0s, everything: 0s }"));
    return () -> catalog;
  }

  /** A version of Node-RED as its users deploy it: packages by npm, and a commit. */
  static void install(String version, String greeting, String tag) {
    write(".gitignore", "node_modules/\ndata/\nlog/\n");
    write(
        "package.json",
        "{\"name\": \"flows\", \"version\": \"1.0.0\", \"private\": true,"
            + " \"dependencies\": {\"node-red\": \"%s\"}}".formatted(version));
    write("settings.js", SETTINGS);
    write("config/settings.json", "{\"title\": \"Flows\"}\n");
    write("config/flags.json", "{\n  \"beta\": false\n}\n");
    flows(greeting);
    write("data/orders", "order 1\n");
    run(List.of("npm", "install", "--no-audit", "--no-fund", "--prefer-offline"));
    git("add", "-A");
    git("commit", "-q", "--allow-empty", "-m", "Deploy Node-RED " + version);
    git("tag", "-f", tag);
  }

  static void flows(String greeting) {
    write("flows/flows.json", FLOWS.formatted(greeting));
  }

  /** The version that answers; in a work tree it calls itself one from git. */
  static String version() {
    return ask("/settings").path("version").asText().replace("-git", "");
  }

  /** What the flow answers at the pointer. */
  static String says(String pointer) {
    return ask("/hello").at(pointer).asText();
  }

  private static JsonNode ask(String path) {
    try {
      return JSON.readTree(Served.now(PORT, path));
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  static void write(String path, String content) {
    try {
      Files.createDirectories(HOME.resolve(path).getParent());
      Files.writeString(HOME.resolve(path), content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String git(String... arguments) {
    return ReleasedApplication.git(HOME, arguments);
  }

  /** Whether packages can be had: a machine without Node.js or a registry has nothing to try. */
  static boolean packagesCanBeInstalled() {
    try {
      return tryRun(List.of("npm", "view", "node-red@3.1.9", "version")).contains("3.1.9");
    } catch (UncheckedIOException e) {
      return false;
    }
  }

  private static void run(List<String> command) {
    var output = tryRun(command);
    assertThat(HOME.resolve("node_modules/node-red/package.json")).as(output).exists();
  }

  private static String tryRun(List<String> command) {
    return Ran.of(HOME, command, Map.of(), Duration.ofMinutes(10)).output();
  }
}
