package io.reinstate.database.postgresql;

import io.reinstate.database.product.RestoreKey;
import java.util.Collection;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The names of the databases that take part in one restore. */
record PostgresqlNames(String live, RestoreKey key) {

  /** Half-made. */
  String part() {
    return live + "_rp_" + key;
  }

  /** Whole, and not live yet. */
  String fresh() {
    return live + "_rb_" + key;
  }

  /** Was live before the exchange. */
  String before() {
    return live + "_before_" + key;
  }

  /** Was live between exchange and revert. */
  String after() {
    return live + "_after_" + key;
  }

  /** The keys of the restores of a database that the names of all databases tell. */
  static List<RestoreKey> keys(String live, Collection<String> names) {
    var pattern =
        Pattern.compile(Pattern.quote(live) + "_(?:rp|rb|before|after)_(" + RestoreKey.RULE + ")");
    return names.stream()
        .map(pattern::matcher)
        .filter(Matcher::matches)
        .map(match -> match.group(1))
        .distinct()
        .sorted()
        .map(RestoreKey::new)
        .toList();
  }
}
