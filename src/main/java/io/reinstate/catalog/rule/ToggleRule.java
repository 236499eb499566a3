package io.reinstate.catalog.rule;

import com.fasterxml.jackson.core.JsonFactory;
import java.io.IOException;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Switches can be found, told apart and read again by their services. */
public final class ToggleRule implements CatalogRule {

  private static final String POINTER = "(/([^~/]|~[01])*)+";
  private static final String VARIABLE = "[A-Za-z_][A-Za-z0-9_.-]*";
  private static final String NO_PROCESS =
      "A fallback belongs to no service whose process could be asked. Put it into the health of the"
          + " service.";
  private static final JsonFactory JSON = new JsonFactory();

  @Override
  public Stream<CatalogProblem> check(CatalogFile file) {
    return file.root().at("toggles").entries().flatMap(ToggleRule::toggle);
  }

  private static Stream<CatalogProblem> toggle(Section toggle) {
    return Stream.of(
            values(toggle),
            service(toggle),
            file(toggle.at("file")),
            http(toggle.at("http")),
            commands(toggle.at("commands")),
            ProbeRule.health(toggle.at("fallback")),
            ProbeRule.withoutService(toggle.at("fallback"), NO_PROCESS))
        .flatMap(problems -> problems);
  }

  private static Stream<CatalogProblem> values(Section toggle) {
    var on = toggle.at("on");
    var off = toggle.at("off");
    var same =
        off.text().isPresent() && off.text().equals(on.text())
            ? Stream.of(off.problem("On and off are the same value. Write different ones."))
            : Stream.<CatalogProblem>empty();
    var lines =
        Stream.of(on, off)
            .flatMap(
                each ->
                    unless(
                        each,
                        text -> text.chars().noneMatch(Character::isISOControl),
                        "A value is a text of one line."));
    return Stream.concat(same, lines);
  }

  private static Stream<CatalogProblem> service(Section toggle) {
    var apply = toggle.at("apply").text().orElse("restart");
    var service = toggle.at("service");
    if (!service.exists()) {
      var what = "To " + apply + " it, a service must be named. Add service: or apply: nothing.";
      return apply.equals("nothing") ? Stream.empty() : Stream.of(toggle.problem(what));
    }
    var known = toggle.file().root().at("services").entries().map(Section::key).toList();
    var unknown =
        unless(
            service,
            known::contains,
            "There is no service «%s». "
                + service.text().map(name -> NearestNames.of(name, known)).orElse(""));
    return apply.equals("reload") ? Stream.concat(unknown, reload(toggle, known)) : unknown;
  }

  private static Stream<CatalogProblem> reload(Section toggle, List<String> known) {
    var services = toggle.file().root().at("services");
    return toggle.at("service").text().stream()
        .filter(known::contains)
        .filter(name -> !ReloadRule.hasReload(services.at(name)))
        .map(
            name ->
                toggle
                    .at("apply")
                    .problem(
                        "The service «"
                            + name
                            + "» has no reload. Write restart, or add commands.reload or supervised.reload."));
  }

  private static Stream<CatalogProblem> file(Section file) {
    var home = file.file().home().map(PathRule::real);
    var path = file.at("path");
    var outside =
        home.stream()
            .flatMap(
                directory ->
                    unless(
                        path,
                        text ->
                            path.path()
                                .map(each -> PathRule.real(directory.resolve(each)))
                                .filter(each -> each.startsWith(directory))
                                .filter(each -> !each.equals(directory))
                                .isPresent(),
                        "The file must be inside the home directory " + directory + "."));
    return Stream.concat(outside, key(file));
  }

  private static Stream<CatalogProblem> key(Section file) {
    var key = file.at("key");
    return switch (file.at("format").text().orElse("")) {
      case "env" ->
          unless(key, text -> text.matches(VARIABLE), "«%s» is not the name of a variable.");
      case "json", "yaml" ->
          unless(
              key,
              text -> text.matches(POINTER),
              "«%s» is not a JSON pointer. Write one such as /features/search.");
      default ->
          unless(
              key,
              text -> text.chars().noneMatch(Character::isISOControl),
              "The name of a property has no control characters.");
    };
  }

  private static Stream<CatalogProblem> http(Section http) {
    var pointer =
        unless(
            http.at("pointer"),
            text -> text.isEmpty() || text.matches(POINTER),
            "«%s» is not a JSON pointer. Write one such as /enabled.");
    return Stream.of(
            ProbeRule.invalidUrl(http.at("url"), "http", "https"),
            ProbeRule.invalidUrl(http.at("state"), "http", "https"),
            pointer,
            body(http.at("body")))
        .flatMap(problems -> problems);
  }

  private static Stream<CatalogProblem> body(Section body) {
    var noPlace = unless(body, ToggleRule::hasPlace, "There is no {value} in it.");
    var noJson =
        unless(
            body,
            text -> isJson(text.replace("{value}", "1")),
            "This is no JSON, whatever the value.");
    return Stream.concat(noPlace, noJson);
  }

  private static boolean hasPlace(String text) {
    return text.contains("{value}");
  }

  private static boolean isJson(String text) {
    try (var parser = JSON.createParser(text)) {
      var tokens = 0;
      while (parser.nextToken() != null) {
        tokens++;
      }
      return tokens > 0;
    } catch (IOException e) {
      return false;
    }
  }

  private static Stream<CatalogProblem> commands(Section commands) {
    var set = commands.at("set");
    var placed = set.items().flatMap(item -> item.text().stream()).anyMatch(ToggleRule::hasPlace);
    return set.exists() && !placed
        ? Stream.of(set.problem("There is no {value} in it."))
        : Stream.empty();
  }

  /**
   * @param what with {@code %s} for the text
   */
  private static Stream<CatalogProblem> unless(
      Section section, Predicate<String> right, String what) {
    return section.text().stream()
        .filter(text -> !right.test(text))
        .map(text -> section.problem(what.replace("%s", text)));
  }
}
