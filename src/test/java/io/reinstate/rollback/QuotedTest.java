package io.reinstate.rollback;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What others said stays text, whatever it says. */
class QuotedTest {

  @Test
  void markupIsNothingButText() {
    assertThat(Quoted.text("**x** <img src=x> [a](http://evil) `c` ## h"))
        .isEqualTo("\\*\\*x\\*\\* \\<img src=x\\> \\[a\\](http\\://evil) \\`c\\` \\#\\# h");
  }

  @Test
  void whatNobodyWouldSeeIsWrittenOut() {
    assertThat(Quoted.visible("a\n\n## Approved\u202Egpj.exe\u200B"))
        .isEqualTo("a\\n\\n## Approved<U+202E>gpj.exe<U+200B>");
  }

  @Test
  void everyLineOfAQuotationIsOne() {
    assertThat(Quoted.block("one\n\n# two\r\n1. three\n- four"))
        .isEqualTo("> one  \n>\n> \\# two  \n> 1\\. three  \n> \\- four  ");
  }

  @Test
  void aNameEndsNoCode() {
    assertThat(Quoted.code("a.txt")).isEqualTo("`a.txt`");
    assertThat(Quoted.code("a`b\n# c")).isEqualTo("`` a`b\\n# c ``");
    assertThat(Quoted.lines(List.of("```", "+ x"))).isEqualTo("````\n```\n+ x\n````");
  }
}
