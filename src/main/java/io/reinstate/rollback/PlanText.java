package io.reinstate.rollback;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;
import java.util.stream.Collectors;

/** A plan in words, for a person with two minutes: Markdown, at most 3,900 characters. */
public final class PlanText {

  private static final int NAMED_FILES = 12;
  private static final int LIMIT = 3900;

  private static final String CANCELLING =
      "It can be cancelled until «%s», its point of no return; what was exchanged is then put back.";

  private static final String OPERATED =
      "Nothing else changes. When it is cancelled, what is stopped by then stays stopped.";

  private static final String BY_HAND =
      "People carry this out, a task a step. What they restart and write is in the steps; nothing puts it back by itself.";

  private PlanText() {}

  /** The plan as Markdown; what does not fit is counted instead of named. */
  public static String of(Plan plan) {
    var text = new StringJoiner("\n");
    text.add("**" + plan.runbook().title() + "** of " + subject(plan));
    plan.target()
        .filter(target -> plan.subject().goesToTarget())
        .ifPresent(target -> text.add("").add(target(plan, target)));
    plan.warnings().forEach(warning -> text.add("").add("**Note:** " + Quoted.text(warning)));
    plan.acts().forEach(act -> text.add("").add(act.sentence()));
    if (plan.subject() instanceof Subject.Operated) {
      text.add("").add(OPERATED);
    } else if (plan.acts(PlannedAct.ManualStep.class).isEmpty()) {
      if (plan.reloads().isEmpty()) {
        text.add("").add(restarts(plan));
      }
      text.add("").add(data(plan));
    } else {
      text.add("").add(BY_HAND);
    }
    if (!(plan.subject() instanceof Subject.Operated)) {
      text.add("").add(expected(plan));
    }
    if (plan.target().isPresent() && plan.isAboutFiles()) {
      text.add("")
          .add(
              CANCELLING.formatted(
                  plan.runbook().isRollback() ? "Confirm rollback" : "Confirm deployment"));
      // Last, because their paths may be longer than there is room.
      files(plan, text);
    }
    return fitting(text.toString());
  }

  /** A plan in words with one more note, in front of all else. */
  public static String noted(String note, String plan) {
    return fitting("**Note:** " + Quoted.text(note) + "\n\n" + plan);
  }

  private static String fitting(String whole) {
    return whole.length() <= LIMIT ? whole : whole.substring(0, LIMIT - 1) + "…";
  }

  private static String subject(Plan plan) {
    if (plan.subject() instanceof Subject.Operated operated) {
      return plan.application() + ": " + operated;
    }
    return plan.subject().name().map(name -> Quoted.text(name) + " of ").orElse("")
        + plan.application();
  }

  private static String target(Plan plan, Target target) {
    return intro(plan)
        + target.snapshot().name()
        + "**, "
        + (target.isRelease() ? "built " : "taken ")
        + age(Duration.between(target.created(), plan.created()))
        + " ago ("
        + target.created().truncatedTo(ChronoUnit.SECONDS)
        + ")"
        + target.revision().map(revision -> ", release " + Quoted.text(revision)).orElse("")
        + target.stable().map(stable -> ", marked stable by " + Quoted.text(stable)).orElse("")
        + ".";
  }

  private static String intro(Plan plan) {
    if (!plan.runbook().isRollback()) {
      return "The release is kept as snapshot **";
    }
    return plan.isAboutFiles() ? "Back to snapshot **" : "Back to the values of snapshot **";
  }

  private static void files(Plan plan, StringJoiner text) {
    var changes = plan.changes();
    text.add("")
        .add(
            "Files: "
                + changes.changed().size()
                + " changed, "
                + changes.added().size()
                + " added, "
                + changes.removed().size()
                + " removed.");
    list("changed", changes.changed(), text);
    list("added", changes.added(), text);
    list("removed", changes.removed(), text);
  }

  private static void list(String what, List<String> paths, StringJoiner text) {
    if (!paths.isEmpty()) {
      text.add("");
    }
    paths.stream()
        .limit(NAMED_FILES)
        .forEach(path -> text.add("- " + what + ": " + Quoted.code(path)));
    if (paths.size() > NAMED_FILES) {
      text.add("- and " + (paths.size() - NAMED_FILES) + " more " + what);
    }
  }

  private static String restarts(Plan plan) {
    return plan.restarts().isEmpty()
        ? "No service restarts."
        : "Restarts: "
            + plan.restarts().stream().map(Object::toString).collect(Collectors.joining(", "))
            + ".";
  }

  private static String data(Plan plan) {
    var data = plan.data();
    if (plan.mayKeepData()) {
      return "Whoever approves it may have the data kept as it is.";
    }
    if (plan.replacesData()) {
      return "Nothing but data goes back, so it is approved or refused as a whole.";
    }
    if (!plan.isAboutFiles() || plan.target().filter(target -> !target.isRelease()).isEmpty()) {
      return "Data is not touched.";
    }
    return data.files().isEmpty()
        ? "Nothing was written to the data since; data is not touched."
        : "Written to the data since: "
            + data.files().size()
            + (data.files().size() == 1 ? " file, " : " files, ")
            + data.bytes()
            + " bytes, last at "
            + data.newest().orElseThrow().truncatedTo(ChronoUnit.SECONDS)
            + ". It stays as it is.";
  }

  private static String expected(Plan plan) {
    return plan.expected()
        .map(time -> "Expected time: " + seconds(time) + " s, the median of earlier runs.")
        .orElse("Expected time: unknown, as it has not run on this application before.");
  }

  static String seconds(Duration time) {
    return String.format(Locale.ROOT, "%.1f", time.toMillis() / 1000.0);
  }

  /**
   * An age in the two largest units that say enough: {@code 3 d 4 h}, {@code 12 min}, {@code 40 s}.
   */
  public static String age(Duration age) {
    if (age.toDays() > 0) {
      return age.toDays() + " d " + age.toHoursPart() + " h";
    }
    if (age.toHours() > 0) {
      return age.toHours() + " h " + age.toMinutesPart() + " min";
    }
    return age.toMinutes() > 0 ? age.toMinutes() + " min" : Math.max(0, age.toSeconds()) + " s";
  }
}
