package io.reinstate.tree;

import static org.assertj.core.api.Assertions.assertThat;

import io.reinstate.catalog.application.FilePatterns;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PatternsTest {

  /** As the catalog has it, and its real path. */
  private static final Set<Path> HOMES = Set.of(Path.of("/srv/shop"), Path.of("/mnt/shop"));

  @ParameterizedTest
  @CsvSource({
    "**, a, true",
    "**, a/b/.c, true",
    "a/**, a, true",
    "a/**, a/b/c, true",
    "a/**, ab, false",
    "*.js, x.js, true",
    "*.js, a/x.js, false",
    "**/*.js, x.js, true",
    "a/**/*.js, a/x.js, true",
    "a/**/*.js, a/b/c/x.js, true",
    "a/**/*.js, b/x.js, false",
    ".env, .env, true",
    ".env, a/.env, false",
    "**/cache/**, cache, true",
    "**/cache/**, a/cache/x, true"
  })
  void globMatches(String glob, String path, boolean expected) {
    assertThat(new Glob(glob).matches(Path.of(path))).isEqualTo(expected);
  }

  @Test
  void lineBreakInANameIsACharacterLikeAnyOther() {
    assertThat(new Glob("**").matches(Path.of("a\nb"))).isTrue();
    assertThat(new Glob("a/**").matches(Path.of("a/b\r\n/c"))).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "a/b/**, a, true",
    "a/b/**, a/b/c, true",
    "a/b/**, a/c, false",
    "**/*.js, x/y, true",
    "a/*.js, b, false"
  })
  void walkIsSparedWhatCannotMatch(String glob, String directory, boolean expected) {
    assertThat(new Glob(glob).mayMatchBelow(Path.of(directory))).isEqualTo(expected);
  }

  @Test
  void excludeBeatsInclude() {
    var patterns =
        new Patterns(new FilePatterns(List.of("server/**"), List.of("**/node_modules/**")));

    assertThat(patterns.includes("server/a.js")).isTrue();
    assertThat(patterns.includes("server/node_modules")).isFalse();
    assertThat(patterns.includes("server/node_modules/x.js")).isFalse();
    assertThat(patterns.mayIncludeBelow(Path.of("server/node_modules"))).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "a/link, file, true",
    "a/link, ../file, true",
    "a/link, ../../file, false",
    "link, .., false",
    "a/link, .., true",
    "link, /etc/passwd, false",
    "a/b/link, ../../x/../y, false",
    "a/b/link, ../../x/y, true",
    "link, a/b/../../../etc, false",
    "link, ./a, true",
    "link, /srv/shop/releases/1, true",
    "a/link, /mnt/shop/b, true",
    "link, /srv/shop, true",
    "link, /srv/shop/../../etc, false",
    "link, /srv/shop/a/../../../etc, false",
    "link, /srv/shop-2/a, false",
    "link, /srv, false",
    "link, //srv/shop/a, false"
  })
  void linkStaysInside(String path, String target, boolean expected) {
    assertThat(PathRules.linkStaysInside(path, target, HOMES)).isEqualTo(expected);
  }
}
