package io.reinstate.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.reinstate.catalog.application.SecretReference;
import io.reinstate.snapshot.Needs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** By the programs that people use, on output as they print it. */
class SecretMaskTest {

  private static final String SECRET = "Tr0ub4dor&3 \"quoted\" <b>/+é~x";
  private static final String BLOT = "«***»";

  @TempDir private Path directory;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "printf %s \"$TOKEN\"",
        "printf %s \"$TOKEN\" | tr a-z A-Z",
        "printf %s \"$TOKEN\" | base64 -w0",
        "printf 'a%s and more' \"$TOKEN\" | base64 -w0",
        "printf 'ab%s' \"$TOKEN\" | base64 -w0",
        "printf 'abc%s' \"$TOKEN\" | base64 -w0 | tr '+/' '-_'",
        "printf 'a%s' \"$TOKEN\" | basenc --base64url -w0",
        "printf 'a longer text that comes before %s' \"$TOKEN\" | base64 -w0 | sed 's,/,\\\\/,g'",
        "printf %s \"$TOKEN\" | od -An -v -tx1 | tr -d ' \\n'",
        "printf %s \"$TOKEN\" | od -An -v -tx1 -w99",
        "printf %s \"$TOKEN\" | od -An -v -tx1 -w99 | tr a-f A-F | tr ' ' :",
        "bash -c 'printf %q \"$TOKEN\"'",
        "python3 -c 'import json,os; print(json.dumps(os.environ[\"TOKEN\"]))'",
        "python3 -c 'import json,os; print(json.dumps(os.environ[\"TOKEN\"], ensure_ascii=False))'",
        "python3 -c 'import os,urllib.parse as u; print(u.quote(os.environ[\"TOKEN\"]))'",
        "python3 -c 'import os,urllib.parse as u; print(u.quote_plus(os.environ[\"TOKEN\"]))'",
        "python3 -c 'import os,urllib.parse as u; print(u.quote(os.environ[\"TOKEN\"], \"\").lower())'",
        "python3 -c 'import html,os; print(html.escape(os.environ[\"TOKEN\"]))'",
        "python3 -c 'import os; print(\"\".join(f\"&#{ord(c)};\" for c in os.environ[\"TOKEN\"]))'"
      })
  void isMaskedInTheOutputOfCommands(String script) throws IOException {
    Needs.programs("bash", "python3", "base64", "od");

    var output = output(SECRET, "printf 'before '; { " + script + "; }; printf ' after'");

    assertThat(output).startsWith("before ").endsWith(" after").contains(BLOT);
    // Beside it only what other bits are in, too, or quotation marks.
    assertThat(output.replace(BLOT, "").replaceAll("^before | after$", "").length())
        .as(output)
        .isLessThan(60);
    assertThat(output.toLowerCase()).doesNotContain("ub4d", "vi0z", "5564", "quoted");
  }

  @Test
  void isMaskedWhereItIsBrokenOverLines() throws IOException {
    var key = "0123456789abcdefghijklmnopqrstuvwxyz".repeat(6);

    for (var script :
        List.of(
            "printf 'user:%s' \"$TOKEN\" | base64",
            "printf %s \"$TOKEN\" | fold -w 70",
            "printf %s \"$TOKEN\" | od -An -v -tx1 -w30 | tr -d ' '")) {
      var rest = output(key, script).replace(BLOT, "").replace("\n", "");

      assertThat(rest.length()).as(rest).isLessThan(30);
    }
  }

  @Test
  void shortOnesAreMaskedOnlyWhereTheyStandAlone() throws IOException {
    assertThat(output("test", "echo 'the latest test: test=test.'"))
        .isEqualTo("the latest " + BLOT + ": " + BLOT + "=" + BLOT + ".");
    assertThat(output("1", "echo 'exit status 1 of 11 in v1'"))
        .isEqualTo("exit status " + BLOT + " of 11 in v1");
    assertThat(output("s3cr3t", "echo 'mysql -ps3cr3tdb'")).isEqualTo("mysql -p" + BLOT + "db");
  }

  @Test
  void ordinaryTextStaysAsItIs() {
    var text =
        "C:\\new\\table 100% +1 &amp; &unknown; %zz \\u12 0x 0xzz deadbeef 2026-11-30 10:05\n"
            + "Ünïcödé İstanbul 👍 \\ & %";

    assertThat(new SecretMask(List.of(SECRET, "x", "another-secret")).apply(text)).isEqualTo(text);
    assertThat(new SecretMask(List.of("", "")).apply(text)).isEqualTo(text);
    assertThat(new SecretMask(List.of()).apply(text)).isEqualTo(text);
  }

  private String output(String secret, String script) throws IOException {
    var file = Files.writeString(directory.resolve("secret"), secret);
    var secrets = Map.of("TOKEN", new SecretReference("file:" + file));
    var command =
        new Command(
            List.of("sh", "-c", script), directory, Map.of(), secrets, Duration.ofSeconds(30));
    return new LocalHost().run(command).output();
  }
}
