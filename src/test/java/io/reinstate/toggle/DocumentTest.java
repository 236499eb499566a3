package io.reinstate.toggle;

import static io.reinstate.catalog.application.ToggleSwitch.Format.ENV;
import static io.reinstate.catalog.application.ToggleSwitch.Format.JSON;
import static io.reinstate.catalog.application.ToggleSwitch.Format.PROPERTIES;
import static io.reinstate.catalog.application.ToggleSwitch.Format.YAML;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.reinstate.catalog.application.ToggleSwitch.Format;
import java.io.IOException;
import java.io.StringReader;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.Yaml;

/** In every format, one value is exchanged and no other byte. */
class DocumentTest {

  /** Content, key, what it means now, new value, content afterwards. */
  static Stream<Arguments> exchanges() {
    return Stream.of(
        // env
        arguments(
            ENV,
            "# a\nB=1\nA=true\n#A=x\nC=3\n",
            "A",
            "true",
            "false",
            "# a\nB=1\nA=false\n#A=x\nC=3\n"),
        arguments(ENV, "export A=true # why\n", "A", "true", "false", "export A=false # why\n"),
        arguments(ENV, "A=\"true\" # why\n", "A", "true", "false", "A=\"false\" # why\n"),
        arguments(ENV, "A='true'", "A", "true", "false", "A='false'"),
        arguments(ENV, "A='true'\n", "A", "true", "it's", "A=\"it's\"\n"),
        arguments(ENV, "A=true\n", "A", "true", "two words", "A=\"two words\"\n"),
        arguments(ENV, "A=\"x\"\n", "A", "x", "a$b\"c", "A=\"a\\$b\\\"c\"\n"),
        arguments(ENV, "A=\"a\\$b\\\"c\"\n", "A", "a$b\"c", "x", "A=\"x\"\n"),
        arguments(ENV, "A=1\nB=2\nA=3\n", "A", "3", "4", "A=1\nB=2\nA=4\n"),
        arguments(ENV, "B=2\r\nA=1\r\nC=3\r\n", "A", "1", "2", "B=2\r\nA=2\r\nC=3\r\n"),
        arguments(ENV, "A=true", "A", "true", "false", "A=false"),
        arguments(ENV, "A=\nB=1\n", "A", "", "on", "A=on\nB=1\n"),
        arguments(ENV, "A= # none\n", "A", "", "on", "A=on # none\n"),
        arguments(ENV, "A=#1\n", "A", "#1", "on", "A=on\n"),
        arguments(
            ENV, "K=\"one\nA=inside\n\"\nA=1\n", "A", "1", "2", "K=\"one\nA=inside\n\"\nA=2\n"),
        arguments(ENV, "K=\"one\nA=inside\n\"\n", "A", null, "2", "K=\"one\nA=inside\n\"\nA=2\n"),
        arguments(ENV, "B=\"open\nA=1\n", "A", "1", "2", "B=\"open\nA=2\n"),
        arguments(ENV, "B=1\n", "A", null, "2", "B=1\nA=2\n"),
        arguments(ENV, "B=1", "A", null, "2", "B=1\nA=2"),
        arguments(ENV, "B=1\r\n", "A", null, "2", "B=1\r\nA=2\r\n"),
        arguments(ENV, "", "A", null, "2", "A=2\n"),
        arguments(ENV, "\ufeffA=1\n", "A", "1", "2", "\ufeffA=2\n"),
        arguments(ENV, "B=grün\n  A = ja # für\n", "A", "ja", "nö", "B=grün\n  A = \"nö\" # für\n"),
        arguments(ENV, "AA=1\nA_B=2\nA=3", "A", "3", "4", "AA=1\nA_B=2\nA=4"),
        // properties
        arguments(
            PROPERTIES, "# a=0\n! a=0\na=true\n", "a", "true", "false", "# a=0\n! a=0\na=false\n"),
        arguments(PROPERTIES, "  a : true \nb c\n", "a", "true ", "false", "  a : false\nb c\n"),
        arguments(
            PROPERTIES, "a one \\\n   two\\\n  three\nb=1", "a", "one twothree", "x", "a x\nb=1"),
        arguments(PROPERTIES, "b=x\\\na=inside\na=1\n", "a", "1", "2", "b=x\\\na=inside\na=2\n"),
        arguments(PROPERTIES, "b=x\\\\\na=1\n", "a", "1", "2", "b=x\\\\\na=2\n"),
        arguments(PROPERTIES, "# c \\\na=1\n", "a", "1", "2", "# c \\\na=2\n"),
        arguments(PROPERTIES, "f\\ g\\=h=1\r\n", "f g=h", "1", "2", "f\\ g\\=h=2\r\n"),
        arguments(PROPERTIES, "a=1\na:2\n", "a", "2", "3", "a=1\na:3\n"),
        arguments(PROPERTIES, "a\nb=1\n", "a", "", "2", "a=2\nb=1\n"),
        arguments(PROPERTIES, "a=\nb=1\n", "a", "", " 2", "a=\\ 2\nb=1\n"),
        arguments(PROPERTIES, "a=\\\n  x\n", "a", "x", "=\\ü", "a=\\\n  \\=\\\\\\u00fc\n"),
        arguments(PROPERTIES, "b=1", "x y:z", null, "2", "b=1\nx\\ y\\:z=2"),
        // json
        arguments(
            JSON,
            "{ \"f\" : {\"a\":true , \"b\":1}}\n",
            "/f/a",
            "true",
            "false",
            "{ \"f\" : {\"a\":false , \"b\":1}}\n"),
        arguments(JSON, "{\"a\":\"true\"}", "/a", "true", "false", "{\"a\":\"false\"}"),
        arguments(JSON, "{\"a\":true}", "/a", "true", "off", "{\"a\":\"off\"}"),
        arguments(JSON, "{\"a\":true}", "/a", "true", "1", "{\"a\":\"1\"}"),
        arguments(JSON, "{\"a\":1.50,\"b\":2}", "/a", "1.50", "-3e2", "{\"a\":-3e2,\"b\":2}"),
        arguments(JSON, "{\"a\":null}", "/a", "null", "true", "{\"a\":true}"),
        arguments(
            JSON,
            "{\"a\":\"x\\\"}\",\"b\":\"ü\"}",
            "/a",
            "x\"}",
            "ö\"",
            "{\"a\":\"ö\\\"\",\"b\":\"ü\"}"),
        arguments(JSON, "[{\"a\":1},{\"a\":2}]", "/1/a", "2", "3", "[{\"a\":1},{\"a\":3}]"),
        arguments(JSON, "[true,false]", "/1", "false", "true", "[true,true]"),
        arguments(JSON, "{\"a/b\":{\"m~n\":1}}", "/a~1b/m~0n", "1", "2", "{\"a/b\":{\"m~n\":2}}"),
        arguments(JSON, "{\"a\":1,\"a\":2}", "/a", "2", "3", "{\"a\":1,\"a\":3}"),
        arguments(
            JSON,
            "{\"f\":{\"a\":1},\"f\":{\"b\":2}}",
            "/f/a",
            null,
            "3",
            "{\"f\":{\"a\":1},\"f\":{\"a\": 3,\"b\":2}}".replace(",\"b\":2", ", \"b\":2")),
        arguments(
            JSON,
            "{\r\n  \"b\": [1, {}]\r\n}",
            "/a",
            null,
            "true",
            "{\r\n  \"a\": true,\r\n  \"b\": [1, {}]\r\n}"),
        arguments(JSON, "{\"f\":{}}", "/f/a", null, "no", "{\"f\":{\"a\": \"no\"}}"),
        arguments(JSON, "\ufeff{\"ü\":1,\"a\":2}", "/a", "2", "3", "\ufeff{\"ü\":1,\"a\":3}"),
        // yaml
        arguments(
            YAML,
            "# ü\nf:\n  b: 1 # one\n  a: true   # why\nc: 3\n",
            "/f/a",
            "true",
            "false",
            "# ü\nf:\n  b: 1 # one\n  a: false   # why\nc: 3\n"),
        arguments(YAML, "a: \"true\"\n", "/a", "true", "false", "a: \"false\"\n"),
        arguments(YAML, "a: 'true' # x\n", "/a", "true", "it's", "a: 'it''s' # x\n"),
        arguments(YAML, "a: yes\r\nb: 2\r\n", "/a", "yes", "no", "a: no\r\nb: 2\r\n"),
        arguments(YAML, "a: blue", "/a", "blue", "true", "a: \"true\""),
        arguments(YAML, "a: blue", "/a", "blue", "green", "a: green"),
        arguments(YAML, "a: 1", "/a", "1", "2", "a: 2"),
        arguments(YAML, "a: true\n", "/a", "true", "a: b", "a: \"a: b\"\n"),
        arguments(YAML, "a: # none\nb: 1\n", "/a", "", "true", "a: true # none\nb: 1\n"),
        arguments(YAML, "a:\nb: 1\n", "/a", "", "x", "a: x\nb: 1\n"),
        arguments(
            YAML,
            "f: {b: 1, a: true, c: [x]}\n",
            "/f/a",
            "true",
            "false",
            "f: {b: 1, a: false, c: [x]}\n"),
        arguments(
            YAML,
            "l:\n  - n: one\n    a: true\n  - n: two\n    a: true\n",
            "/l/1/a",
            "true",
            "false",
            "l:\n  - n: one\n    a: true\n  - n: two\n    a: false\n"),
        arguments(
            YAML,
            "f:\n  # about b\n  b: |\n    a: no\n  c: 1\n",
            "/f/a",
            null,
            "true",
            "f:\n  # about b\n  a: true\n  b: |\n    a: no\n  c: 1\n"),
        arguments(YAML, "l:\n- b: 1\n", "/l/0/a", null, "x", "l:\n- a: x\n  b: 1\n"),
        arguments(YAML, "f: {}\n", "/f/a", null, "true", "f: {a: true}\n"),
        arguments(YAML, "f: { b: 1 }\n", "/f/a", null, "true", "f: { a: true, b: 1 }\n"),
        arguments(
            YAML,
            "---\n\ud83d\ude00: x\na: 1\n...\n",
            "/a",
            "1",
            "2",
            "---\n\ud83d\ude00: x\na: 2\n...\n"));
  }

  @ParameterizedTest(name = "{0} {2}: {1}")
  @MethodSource("exchanges")
  void oneValueIsExchangedAndNothingElse(
      Format format, String content, String key, String now, String value, String expected)
      throws Exception {
    var document = Document.of(format, bytes(content), key);
    assertThat(document.token().map(Document.Token::text).orElse(null)).isEqualTo(now);

    var changed = document.with(document.written(value));
    assertThat(text(changed)).isEqualTo(expected);
    assertThat(Document.of(format, changed, key).token().orElseThrow().text()).isEqualTo(value);
    assertThat(Edit.between(bytes(content), changed).undo(changed)).isEqualTo(bytes(content));
    assertThatOthersReadIt(format, expected, key, value);
  }

  /** An added key that is taken out again leaves what was there. */
  @ParameterizedTest(name = "{0} {2}: {1}")
  @MethodSource("exchanges")
  void keyThatWasAddedCanBeTakenOutAgain(
      Format format, String content, String key, String now, String value, String expected)
      throws Exception {
    if (now == null && !content.isEmpty() && !key.startsWith("/l/")) {
      var without = Document.of(format, bytes(expected), key).without();
      assertThat(text(without)).isEqualTo(content);
    }
  }

  static Stream<Arguments> refusals() {
    return Stream.of(
        arguments(JSON, "{\"a\":", "/a", "is not JSON"),
        arguments(JSON, "{\"a\":{}}", "/a", "has no single value there, but an object or a list"),
        arguments(JSON, "{\"a\":1}", "/b/c", "has no object into which it could be put"),
        arguments(JSON, "[1]", "/7", "has no object into which it could be put"),
        arguments(JSON, "", "/a", "has no object into which it could be put"),
        arguments(YAML, "a: [", "/b", "is not YAML"),
        arguments(YAML, "a: {}", "/a", "has no single value there, but a map or a list"),
        arguments(YAML, "a: &x 1\nb: *x\n", "/b", "has an alias on the way there"),
        arguments(YAML, "a: &x 1\nb: *x\n", "/a", "has an anchor or a tag there"),
        arguments(YAML, "a: !!str 1\n", "/a", "has an anchor or a tag there"),
        arguments(YAML, "a: |\n  x\n", "/a", "has a block of text there"),
        arguments(YAML, "a: 1\n---\na: 2\n", "/a", "holds several documents"),
        arguments(
            YAML, "d: &d {a: 1}\nf:\n  <<: *d\n  b: 2\n", "/f/a", "takes it from a merge key"),
        arguments(YAML, "a: 1\n", "/b/c", "has no map into which it could be put"),
        arguments(PROPERTIES, "a=\\u00zz\n", "a", "has a line that is no property"));
  }

  @ParameterizedTest(name = "{0} {2}: {1}")
  @MethodSource("refusals")
  void whatCannotBeChangedAloneIsRefused(Format format, String content, String key, String why) {
    assertThatThrownBy(
            () -> {
              var document = Document.of(format, bytes(content), key);
              document.with(document.written("x"));
            })
        .isInstanceOf(Malformed.class)
        .hasMessageContaining(why);
  }

  @Test
  void explicitMergedKeyIsAnOrdinaryOne() throws Exception {
    var document = Document.of(YAML, "d: &d {a: 1}\nf:\n  <<: *d\n  a: 2\n", "/f/a");
    assertThat(document.with("3")).isEqualTo("d: &d {a: 1}\nf:\n  <<: *d\n  a: 3\n");
  }

  @Test
  void bodyTakesValuesAsJsonWantsThem() {
    assertThat(new BodyTemplate("{\"on\": {value}}").with("true")).isEqualTo("{\"on\": true}");
    assertThat(new BodyTemplate("{\"n\":{value}}").with("-1.5")).isEqualTo("{\"n\":-1.5}");
    assertThat(new BodyTemplate("{\"n\":{value}}").with("a\"b")).isEqualTo("{\"n\":\"a\\\"b\"}");
    assertThat(new BodyTemplate("{\"a\\\"\":\"is {value}\"}").with("x\\y"))
        .isEqualTo("{\"a\\\"\":\"is x\\\\y\"}");
    assertThat(new BodyTemplate("{value}").with("off")).isEqualTo("\"off\"");
  }

  /** The libraries that applications use see the new value too. */
  private static void assertThatOthersReadIt(
      Format format, String content, String key, String value) throws IOException {
    if (format == PROPERTIES) {
      var properties = new Properties();
      properties.load(new StringReader(content));
      assertThat(properties.getProperty(key)).isEqualTo(value);
    } else if (format == JSON) {
      assertThat(new ObjectMapper().readTree(content.getBytes(UTF_8)).at(key).asText())
          .isEqualTo(value.equals("-3e2") ? "-300.0" : value);
    } else if (format == YAML) {
      assertThat((Object) new Yaml().load(content)).isNotNull();
    }
  }

  private static String bytes(String text) {
    return new String(text.getBytes(UTF_8), ISO_8859_1);
  }

  private static String text(String bytes) {
    return new String(bytes.getBytes(ISO_8859_1), UTF_8);
  }
}
