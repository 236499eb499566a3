package io.reinstate.web.tasklist;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;

/**
 * Start forms with their lists filled in. A start form gets no variables from the engine, so its
 * file in {@code forms/} has marks ({@code ${applications with databases}}) that are replaced by
 * FEEL literals when somebody opens it.
 */
@Component
public class StartForms {

  private static final Pattern MARK = Pattern.compile("\\$\\{([a-zA-Z]+)(?: with ([a-z ]+))?}");

  /** The fields of a form, and nothing else in it, have keys. */
  private static final Pattern KEY = Pattern.compile("\"key\"\\s*:\\s*\"([a-zA-Z]+)\"");

  private final StartLists lists;

  StartForms(StartLists lists) {
    this.lists = lists;
  }

  /** The form's JSON, its lists as they are now; empty when there is no start form of that name. */
  public Optional<String> form(String name) {
    return read(name).map(this::fill);
  }

  /** What a process is asked for when somebody starts it; empty when it has no start form. */
  public Set<String> inputs(String process) {
    return read("start-" + process)
        .map(
            form ->
                KEY.matcher(form)
                    .results()
                    .map(key -> key.group(1))
                    .collect(Collectors.toCollection(TreeSet::new)))
        .orElseGet(TreeSet::new);
  }

  private static Optional<String> read(String name) {
    var file = new ClassPathResource("forms/" + name + ".form");
    if (!name.matches("start-[a-z-]+") || !file.exists()) {
      return Optional.empty();
    }
    try {
      return Optional.of(file.getContentAsString(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + file, e);
    }
  }

  private String fill(String form) {
    return MARK.matcher(form)
        .replaceAll(
            mark ->
                Matcher.quoteReplacement(
                    inJson(
                        lists.list(mark.group(1), Optional.ofNullable(mark.group(2)).orElse("")))));
  }

  private static String inJson(String text) {
    return new String(JsonStringEncoder.getInstance().quoteAsString(text));
  }
}
