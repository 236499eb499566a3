package io.reinstate.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;

/** The files that are deployed: models, decisions and forms. */
public final class Models {

  private static final Path OWN = Path.of("bpmn");
  private static final Path DEMO = Path.of("src/main/resources/demo/models");
  static final Path FORMS = Path.of("forms");

  private Models() {}

  /** Every process model, the demo's included. */
  public static List<Path> processes() {
    return Stream.of(OWN, DEMO).flatMap(directory -> files(directory, ".bpmn")).toList();
  }

  public static List<Path> decisions() {
    return files(OWN, ".dmn").toList();
  }

  /** Every form, the demo's included. */
  static List<Path> forms() {
    return Stream.of(FORMS, DEMO).flatMap(directory -> files(directory, ".form")).toList();
  }

  /** What is deployed together, by the name of the deployment. */
  static Map<String, List<Path>> deployments() {
    return Map.of(
        "reinstate", Stream.of(OWN, FORMS).flatMap(directory -> files(directory, "")).toList(),
        "reinstate-demo", files(DEMO, "").toList());
  }

  public static BpmnModelInstance read(Path model) {
    return Bpmn.readModelFromFile(model.toFile());
  }

  /** The model of that process id. */
  static BpmnModelInstance of(String process) {
    return processes().stream()
        .filter(model -> model.getFileName().toString().equals(process + ".bpmn"))
        .map(Models::read)
        .findFirst()
        .orElseThrow();
  }

  /** A file's name without its ending. */
  static String name(Path file) {
    return file.getFileName().toString().replaceFirst("\\.[a-z]+$", "");
  }

  private static Stream<Path> files(Path directory, String ending) {
    try (var found = Files.list(directory)) {
      return found
          .filter(file -> file.getFileName().toString().endsWith(ending))
          .sorted()
          .toList()
          .stream();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot list " + directory, e);
    }
  }
}
