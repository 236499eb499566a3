package io.reinstate.process.task;

import com.fasterxml.jackson.databind.JsonNode;
import io.reinstate.process.Variables;
import io.reinstate.process.task.OpenTask.Choice;
import io.reinstate.process.task.OpenTask.Field;
import io.reinstate.rollback.RequestRefused;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.springframework.stereotype.Component;

/** What a task asks for, read from its form, and whether answers are what it asks for. */
@Component
class TaskFields {

  private static final String ONE_OF = "one-of";
  private static final String SOME_OF = "some-of";
  private static final String TEXT = "text";
  private static final Pattern CHOICE =
      Pattern.compile("\\{\"label\": \"([^\"]*)\", \"value\": \"([^\"]*)\"}");

  private final FormFields forms;

  TaskFields(FormFields forms) {
    this.forms = forms;
  }

  /**
   * The fields of a form, in its order.
   *
   * @param variable the value of a variable of the task, null where it has none
   */
  List<Field> of(String form, Function<String, Object> variable) {
    return form.isEmpty()
        ? List.of()
        : forms.asked(form).map(component -> field(component, variable)).toList();
  }

  private static Field field(JsonNode component, Function<String, Object> variable) {
    var type =
        switch (component.path("type").asText()) {
          case "radio", "select" -> ONE_OF;
          case "checklist" -> SOME_OF;
          default -> TEXT;
        };
    var validate = component.path("validate");
    return new Field(
        component.path("key").asText(),
        component.path("label").asText(),
        type,
        validate.path("required").asBoolean(),
        Optional.of(validate.path("maxLength").asInt()).filter(longest -> longest > 0),
        type.equals(TEXT) ? List.of() : choices(component, variable));
  }

  /** Those that the form names; its two that depend on the rollback are worked out as it does. */
  private static List<Choice> choices(JsonNode component, Function<String, Object> variable) {
    if (component.path("key").asText().equals(Variables.TICKED.name())) {
      var items = Objects.toString(variable.apply(Variables.CHECKLIST.name()), "").lines().toList();
      var choices = new ArrayList<Choice>();
      items.forEach(item -> choices.add(new Choice(Integer.toString(choices.size() + 1), item)));
      return choices;
    }
    var named =
        StreamSupport.stream(component.path("values").spliterator(), false)
            .map(value -> new Choice(value.path("value").asText(), value.path("label").asText()));
    var keepsData = Boolean.TRUE.equals(variable.apply(Variables.MAY_KEEP_DATA.name()));
    var worked =
        CHOICE
            .matcher(component.path("valuesExpression").asText())
            .results()
            .map(found -> new Choice(found.group(2), found.group(1)))
            .filter(choice -> keepsData || !choice.value().equals("keep-data"));
    return Stream.concat(named, worked).distinct().toList();
  }

  /**
   * The answers as variables of the engine.
   *
   * @throws RequestRefused when one is not asked for, is missing, too long, or not to choose
   */
  static Map<String, Object> checked(String task, List<Field> fields, Map<String, Object> answers) {
    var where = "task " + task;
    var known = fields.stream().map(Field::name).toList();
    for (var name : answers.keySet()) {
      if (!known.contains(name)) {
        throw new RequestRefused(
            "It does not ask for «" + name + "»", where, "It asks for " + list(known) + ".");
      }
    }
    var variables = new HashMap<String, Object>();
    for (var field : fields) {
      var answer = answers.get(field.name());
      check(field, answer, where);
      if (answer != null) {
        variables.put(field.name(), text(answer));
      }
    }
    return variables;
  }

  private static void check(Field field, Object answer, String where) {
    if (answer == null || answer.toString().isBlank()) {
      if (field.required()) {
        throw new RequestRefused(
            "«" + field.name() + "» is missing", where, "Answer «" + field.label() + "».");
      }
      return;
    }
    if (answer instanceof Map<?, ?>) {
      throw new RequestRefused(
          "«" + field.name() + "» is an object", where, "Send a text, or a list of texts.");
    }
    if ((answer instanceof Collection<?>) != field.type().equals(SOME_OF)) {
      throw new RequestRefused(
          "«%s» is %s list".formatted(field.name(), answer instanceof Collection ? "a" : "no"),
          where,
          field.type().equals(SOME_OF) ? "Send a list: [\"1\",\"2\"]." : "Send one text.");
    }
    if (field.longest().filter(longest -> answer.toString().length() > longest).isPresent()) {
      throw new RequestRefused(
          "«" + field.name() + "» has " + answer.toString().length() + " characters",
          where,
          "Send at most " + field.longest().get() + ".");
    }
    var given = answer instanceof Collection<?> several ? several : List.of(answer);
    var allowed = field.values().stream().map(Choice::value).toList();
    for (var value : given) {
      if (!field.type().equals(TEXT) && !allowed.contains(value.toString())) {
        throw new RequestRefused(
            "«" + value + "» cannot be chosen for «" + field.name() + "»",
            where,
            "Choose of " + list(allowed) + ".");
      }
    }
  }

  /** As a form hands it to the engine. */
  static String text(Object answer) {
    return answer instanceof Collection<?> several
        ? several.stream()
            .map(value -> "\"" + value + "\"")
            .collect(Collectors.joining(",", "[", "]"))
        : answer.toString();
  }

  private static String list(List<String> names) {
    return names.isEmpty() ? "nothing" : String.join(", ", names);
  }
}
