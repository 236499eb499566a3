package io.reinstate.process.task;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A task that waits for a person: an approval, a checklist, a step by hand, a verdict, a take-over.
 *
 * @param id what the other calls take
 * @param name what people call it
 * @param kind the id of its form: {@code approve-rollback}, {@code take-over}, …
 * @param rollback the key of the act it belongs to
 * @param application what that acts on
 * @param runbook the id of its process
 * @param requester who asked for it
 * @param candidates the groups, and the people, who may complete it
 * @param assignee who has claimed it
 * @param since when it was made, UTC
 */
public record OpenTask(
    String id,
    String name,
    String kind,
    String rollback,
    String application,
    String runbook,
    String requester,
    List<String> candidates,
    Optional<String> assignee,
    Instant since) {

  /**
   * One task with all that its form has.
   *
   * @param task which
   * @param links the act, and its plan
   * @param shows what the form shows, by the name of the variable; Markdown
   * @param asks what it asks for
   */
  public record Whole(
      OpenTask task, Map<String, String> links, Map<String, String> shows, List<Field> asks) {}

  /**
   * Something that a task asks for.
   *
   * @param name the key of the answer
   * @param label what the form calls it
   * @param type {@code text}, {@code one-of} or {@code some-of}
   * @param required whether it has to be answered
   * @param longest the most characters of a text
   * @param values what can be chosen, of which the label is for people
   */
  public record Field(
      String name,
      String label,
      String type,
      boolean required,
      @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<Integer> longest,
      List<Choice> values) {}

  /** A value that can be chosen. */
  public record Choice(String value, String label) {}

  /**
   * A completed task.
   *
   * @param task its id
   * @param rollback the key of the act it belongs to
   * @param by who completed it
   * @param at when, UTC
   * @param repeated whether it was completed before with the same answers, so that nothing was done
   *     now
   */
  public record Completed(String task, String rollback, String by, Instant at, boolean repeated) {}
}
