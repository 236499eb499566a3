package io.reinstate.toggle;

/**
 * A JSON text in which <code>{value}</code> stands for a value: between quotes it becomes text,
 * outside of them true, false or a number, or else a text with quotes of its own.
 */
record BodyTemplate(String template) {

  private static final String PLACE = "{value}";

  String with(String value) {
    var body = new StringBuilder();
    var quoted = false;
    for (var at = 0; at < template.length(); at++) {
      var c = template.charAt(at);
      if (template.startsWith(PLACE, at)) {
        body.append(quoted ? JsonDocument.escaped(value) : JsonDocument.bareOrQuoted(value));
        at += PLACE.length() - 1;
      } else if (quoted && c == '\\' && at + 1 < template.length()) {
        body.append(c).append(template.charAt(++at));
      } else {
        quoted ^= c == '"';
        body.append(c);
      }
    }
    return body.toString();
  }
}
