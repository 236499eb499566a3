package io.reinstate.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.reinstate.catalog.rule.CatalogFile;
import io.reinstate.catalog.rule.CatalogProblem;
import io.reinstate.catalog.rule.NearestNames;
import io.reinstate.catalog.rule.Section;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Gives a file what the shared parts it extends say and it does not. Maps are merged, key by key;
 * any other value of the file stands in the place of the part's. Of several parts a later one comes
 * before an earlier one.
 */
final class SharedParts {

  static final String EXTENDS = "extends";

  /** How far parts may extend parts. */
  private static final int DEEPEST = 8;

  /** How many parts may come together in one application; one that comes twice counts twice. */
  private static final int MOST = 32;

  private static final String NAME = "[a-z][a-z0-9-]{0,39}";

  private final CatalogYaml yaml;
  private final CatalogTexts texts;
  private final Path directory;
  private final List<CatalogProblem> problems;
  private final Set<Path> used = new TreeSet<>();
  private int count;

  SharedParts(CatalogYaml yaml, CatalogTexts texts, Path directory, List<CatalogProblem> problems) {
    this.yaml = yaml;
    this.texts = texts;
    this.directory = directory;
    this.problems = problems;
  }

  /** Every part that was looked for, whether it is there or not. */
  Set<Path> used() {
    return used;
  }

  /** Fills in what the parts have, and what those have which they extend. */
  void extend(CatalogFile file) {
    extend(file, file, List.of());
  }

  /**
   * @param whole the application's file, which is told where things stand
   * @param file what extends: that, or a part of it
   * @param way the parts that led here
   */
  private void extend(CatalogFile whole, CatalogFile file, List<Path> way) {
    var names = new ArrayList<>(file.root().at(EXTENDS).items().toList());
    Collections.reverse(names);
    for (var name : names) {
      if (name.text().filter(text -> text.matches(NAME)).isPresent()) {
        borrow(whole, file, name, way);
      } else if (!way.isEmpty()) {
        problems.add(name.problem("Write the name of a shared part."));
      }
    }
  }

  private void borrow(CatalogFile whole, CatalogFile file, Section name, List<Path> way) {
    var path = directory.resolve(name.text().orElseThrow() + CatalogFile.EXTENSION);
    used.add(path);
    if (way.contains(path)) {
      problems.add(name.problem("The parts extend each other in a circle: " + circle(way, path)));
    } else if (way.size() == DEEPEST) {
      problems.add(name.problem("Parts extend parts at most " + DEEPEST + " deep."));
    } else if (++count > MOST) {
      problems.add(name.problem("More than " + MOST + " parts come together here."));
    } else if (texts.text(path).isEmpty()) {
      problems.add(name.problem("There is no " + path + ". " + near(name)));
    } else {
      yaml.parse(path, texts, problems)
          .ifPresent(
              part -> {
                mark(part.tree(), path, whole);
                extend(whole, part, append(way, path));
                part.tree().remove(EXTENDS);
                fill(file.tree(), part.tree());
              });
    }
  }

  private String near(Section name) {
    var known =
        texts.parts().keySet().stream()
            .filter(part -> part.startsWith(directory))
            .map(CatalogFile::name)
            .toList();
    return known.isEmpty()
        ? "Create it, or leave the name out."
        : NearestNames.of(name.text().orElseThrow(), known);
  }

  private static void mark(JsonNode node, Path path, CatalogFile whole) {
    whole.borrowed().put(node, path);
    node.forEach(child -> mark(child, path, whole));
  }

  private static void fill(ObjectNode own, ObjectNode part) {
    for (var entry : List.copyOf(part.properties())) {
      var mine = own.get(entry.getKey());
      if (mine == null) {
        own.set(entry.getKey(), entry.getValue());
      } else if (mine instanceof ObjectNode map && entry.getValue() instanceof ObjectNode more) {
        fill(map, more);
      }
    }
  }

  private static List<Path> append(List<Path> way, Path path) {
    return Stream.concat(way.stream(), Stream.of(path)).toList();
  }

  private static String circle(List<Path> way, Path path) {
    return append(way.subList(way.indexOf(path), way.size()), path).stream()
        .map(CatalogFile::name)
        .collect(Collectors.joining(" extends ", "", "."));
  }
}
