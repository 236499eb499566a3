package io.reinstate.web.tasklist;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.reinstate.rollback.Runbooks;
import io.reinstate.rollback.Startable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;

/**
 * Start forms with their lists filled in. A start form gets no variables from the engine, so its
 * file in {@code forms/} has a mark for each list, which is replaced by a FEEL literal when
 * somebody opens it: {@code ${module}} by the choices that the runbook declares for this input,
 * {@code ${onlyApplication}} and {@code ${newestStableSnapshot}} by what is chosen to begin with.
 */
@Component
public class StartForms {

  private static final Pattern MARK = Pattern.compile("\\$\\{([a-zA-Z]+)}");

  private static final String PREFIX = "start-";

  private final Runbooks runbooks;
  private final StartLists lists;

  public StartForms(Runbooks runbooks, StartLists lists) {
    this.runbooks = runbooks;
    this.lists = lists;
  }

  /** The form's JSON, its lists as they are now; empty when there is no start form of that name. */
  public Optional<String> form(String name) {
    return read(name)
        .flatMap(
            form ->
                runbooks
                    .startable(name.substring(PREFIX.length()))
                    .map(startable -> fill(form, startable)));
  }

  private static Optional<String> read(String name) {
    var file = new ClassPathResource("forms/" + name + ".form");
    if (!name.matches(PREFIX + "[a-z-]+") || !file.exists()) {
      return Optional.empty();
    }
    try {
      return Optional.of(file.getContentAsString(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + file, e);
    }
  }

  private String fill(String form, Startable startable) {
    return MARK.matcher(form)
        .replaceAll(
            mark -> Matcher.quoteReplacement(inJson(lists.filledIn(mark.group(1), startable))));
  }

  private static String inJson(String text) {
    return new String(JsonStringEncoder.getInstance().quoteAsString(text));
  }
}
