package io.reinstate.web.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import java.util.stream.Collectors;
import org.springframework.http.converter.HttpMessageNotReadableException;

/** Says of the body of a request what keeps it from being read: which key, or where it ends. */
final class UnreadableBody {

  private UnreadableBody() {}

  static String told(HttpMessageNotReadableException failure) {
    var bound = Refusals.first(StreamConstraintsException.class, failure);
    if (bound.isPresent()) {
      return "The body holds too many values, or too deep: %s. Send less."
          .formatted(bound.get().getOriginalMessage());
    }
    var cause = failure.getCause();
    if (cause instanceof UnrecognizedPropertyException unknown) {
      return "There is no key «"
          + unknown.getPropertyName()
          + "». There are: "
          + unknown.getKnownPropertyIds().stream()
              .map(Object::toString)
              .sorted()
              .collect(Collectors.joining(", "))
          + ".";
    }
    if (cause instanceof MismatchedInputException mismatched) {
      return "%s is not %s. Correct it, and send it again."
          .formatted(place(mismatched), kind(mismatched.getTargetType()));
    }
    if (cause instanceof JsonProcessingException broken && broken.getLocation() != null) {
      return "The body is no JSON: line %d, column %d. Correct it, and send it again."
          .formatted(broken.getLocation().getLineNr(), broken.getLocation().getColumnNr());
    }
    return "There is no body. Send a JSON object.";
  }

  private static String place(JsonMappingException failure) {
    var path =
        failure.getPath().stream()
            .map(
                step ->
                    step.getFieldName() == null ? "[" + step.getIndex() + "]" : step.getFieldName())
            .collect(Collectors.joining("."));
    return path.isEmpty() ? "The body" : "«" + path + "»";
  }

  private static String kind(Class<?> type) {
    if (type == Boolean.class || type == boolean.class) {
      return "true or false";
    }
    if (type == String.class) {
      return "a text";
    }
    return Iterable.class.isAssignableFrom(type) && !JsonNode.class.isAssignableFrom(type)
        ? "a list"
        : "a JSON object";
  }
}
