package io.reinstate.rollback.record;

import static io.reinstate.rollback.PlainText.atMost;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Everything that went wrong in every act, the first cause first. Lines are only added, at most 100
 * an act.
 *
 * <p>Everything is written in the caller's transaction.
 */
@Repository
public class Failures {

  private static final int MOST = 100;
  private static final int LONGEST = 4000;

  /** Of what is told, for the first cause; the latest has the rest. */
  private static final int FIRST = 2300;

  private final JdbcClient jdbc;
  private final Clock clock;

  Failures(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /** Keeps one; of a text longer than 4,000 characters the beginning. */
  public void keep(String instance, String step, String code, String text) {
    var number = of(instance).size() + 1;
    if (number > MOST) {
      return;
    }
    jdbc.sql(
            "insert into REINSTATE_FAILURE (INSTANCE, NUMBER_, STEP, CODE, TEXT, FAILED_AT)"
                + " values (?, ?, ?, ?, ?, ?)")
        .params(
            instance,
            number,
            atMost(200, step),
            code,
            atMost(LONGEST, text),
            Times.stored(clock.instant()))
        .update();
  }

  /** All of one act, the first one first. */
  public List<Failure> of(String instance) {
    return jdbc.sql(
            "select STEP, CODE, TEXT, FAILED_AT from REINSTATE_FAILURE where INSTANCE = ? order by NUMBER_")
        .param(instance)
        .query((row, n) -> failure(row))
        .list();
  }

  /**
   * What went wrong, for people, in at most 4,000 characters: the first cause, then the latest
   * failure. Of an act that tries several ways back, those of the last way alone.
   */
  public String told(String instance) {
    var all = of(instance);
    var last = all.stream().filter(Failure::endsOption).reduce((one, other) -> other);
    var told = last.map(marker -> all.subList(all.lastIndexOf(marker) + 1, all.size())).orElse(all);
    return told(told);
  }

  private static String told(List<Failure> failures) {
    if (failures.isEmpty()) {
      return "";
    }
    var first = failures.get(0).text();
    if (failures.size() == 1) {
      return first;
    }
    var latest = failures.get(failures.size() - 1);
    var between = failures.size() - 2;
    var after =
        "\n\nAfter that, «%s»: %s%s"
            .formatted(
                latest.step(),
                latest.text(),
                between == 0 ? "" : "\n\nThe record has %d more in between.".formatted(between));
    var begun = atMost(Math.max(FIRST, LONGEST - after.length()), first);
    return begun + atMost(LONGEST - begun.length(), after);
  }

  private static Failure failure(ResultSet row) throws SQLException {
    return new Failure(
        row.getString("STEP"),
        row.getString("CODE"),
        row.getString("TEXT"),
        Times.read(row, "FAILED_AT").orElseThrow());
  }
}
