package io.reinstate.chaos;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.reinstate.host.Deadline;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A service of an application. It says which release it was started with, and notes every start in
 * its log.
 */
record Service(String name, Path home, int port) {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Takes up the release that is there now; nothing when it does not run. */
  Optional<JsonNode> reload() {
    return ask("/reload");
  }

  /** Whether it runs with that release. */
  boolean answers(Tree release) {
    return ask("/").filter(running -> isOf(running, release)).isPresent();
  }

  /**
   * Whether it runs with that release in the end: a previous version that is put back is started,
   * and nobody waits until it answers.
   */
  boolean comesToAnswer(Tree release) {
    return Deadline.in(PATIENCE)
        .await(() -> answers(release), Duration.ofMillis(50), Duration.ofMillis(500));
  }

  private boolean isOf(JsonNode running, Tree release) {
    var works = name.equals("web") ? "parts/works" : "stock/works";
    return Tree.MANAGED.stream()
            .allMatch(part -> running.path(part).asText().equals(release.text(part + "/release")))
        && running.path("works").asText().equals(release.text(works));
  }

  private Optional<JsonNode> ask(String path) {
    return ask(port, path);
  }

  /** What answers at a port of this machine; nothing when nothing does. */
  static Optional<JsonNode> ask(int port, String path) {
    var request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .timeout(Duration.ofSeconds(10))
            .build();
    try {
      return Optional.of(JSON.readTree(HTTP.send(request, BodyHandlers.ofInputStream()).body()));
    } catch (IOException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Its processes. */
  List<ProcessHandle> processes() {
    return ProcessHandle.allProcesses()
        .filter(
            process ->
                commandLine(process).contains("serve.py\0" + home + "\0" + name + "\0")
                    && !commandLine(process).startsWith("setsid"))
        .toList();
  }

  private static String commandLine(ProcessHandle process) {
    try {
      return Files.readString(Path.of("/proc", Long.toString(process.pid()), "cmdline"));
    } catch (IOException e) {
      return "";
    }
  }

  /** How often it was started, ever. */
  int starts() {
    try (var lines = Files.lines(home.resolve("log").resolve(name + ".log"))) {
      return (int) lines.filter(line -> line.startsWith("started ")).count();
    } catch (IOException e) {
      return 0;
    }
  }

  /** Ends it. */
  void end() {
    processes().forEach(ProcessHandle::destroyForcibly);
    await(name + " of " + home + " has ended").atMost(PATIENCE).until(() -> processes().isEmpty());
  }
}
