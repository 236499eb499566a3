package io.reinstate.rollback.record;

import io.reinstate.rollback.PlainText;
import io.reinstate.rollback.Quoted;
import io.reinstate.rollback.RequestRefused;
import io.reinstate.rollback.record.Attestation.Answer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * What people said they did, in every act. Lines are only added.
 *
 * <p>Everything is written in the caller's transaction.
 */
@Repository
public class Attestations {

  private static final int LONGEST_NOTE = 2000;

  private final JdbcClient jdbc;
  private final Clock clock;

  Attestations(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /**
   * Keeps what a person said.
   *
   * @throws RequestRefused when the note has more than 2,000 characters or a NUL, or nobody is
   *     logged in
   */
  public void keep(
      String instance,
      Checklist checklist,
      String item,
      Answer answer,
      Optional<String> note,
      Optional<String> by) {
    if (note.filter(text -> text.length() > LONGEST_NOTE).isPresent()) {
      throw new RequestRefused(
          "The note has " + note.get().length() + " characters",
          "note",
          "Write at most " + LONGEST_NOTE + ", and try again.");
    }
    note.ifPresent(text -> PlainText.check("note", text));
    var person =
        by.filter(name -> !name.isBlank())
            .orElseThrow(
                () ->
                    new RequestRefused(
                        "This needs a person who is logged in",
                        "checklist",
                        "Log in and complete the task."));
    jdbc.sql(
            "insert into REINSTATE_ATTESTATION (INSTANCE, NUMBER_, CHECKLIST, ITEM, ANSWER, NOTE, ATTESTED_BY,"
                + " ATTESTED_AT) values (?, ?, ?, ?, ?, ?, ?, ?)")
        .params(
            instance,
            of(instance).size() + 1,
            checklist.text(),
            item,
            answer.text(),
            note.orElse(null),
            person,
            Times.stored(clock.instant()))
        .update();
  }

  /** All of one act, the first one first. */
  public List<Attestation> of(String instance) {
    return jdbc.sql(
            "select CHECKLIST, ITEM, ANSWER, NOTE, ATTESTED_BY, ATTESTED_AT from REINSTATE_ATTESTATION"
                + " where INSTANCE = ? order by NUMBER_")
        .param(instance)
        .query((row, n) -> attestation(row))
        .list();
  }

  /** Who worked through that list in that act, as Markdown for people; empty where nobody did. */
  public String told(String instance, Checklist checklist) {
    var said = of(instance).stream().filter(each -> each.checklist() == checklist).toList();
    return said.isEmpty() ? "" : told(said);
  }

  private static String told(List<Attestation> said) {
    var first = said.get(0);
    return "Checklist, ticked by **%s** at %s:\n\n%s%s"
        .formatted(
            Quoted.text(first.by()),
            first.at().truncatedTo(ChronoUnit.SECONDS),
            said.stream()
                .map(each -> "- " + Quoted.text(each.item()))
                .collect(Collectors.joining("\n")),
            first.note().map(note -> "\n\nNote:\n\n" + Quoted.block(note)).orElse(""));
  }

  private static Attestation attestation(ResultSet row) throws SQLException {
    return new Attestation(
        Checklist.of(row.getString("CHECKLIST")),
        row.getString("ITEM"),
        Answer.of(row.getString("ANSWER")),
        Optional.ofNullable(row.getString("NOTE")),
        row.getString("ATTESTED_BY"),
        Times.read(row, "ATTESTED_AT").orElseThrow());
  }
}
