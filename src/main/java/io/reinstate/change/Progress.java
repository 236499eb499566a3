package io.reinstate.change;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.reinstate.catalog.application.ApplicationId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * How far an act is with its changes: {@code changes/<key>.json} in the application's work
 * directory. Each stage is noted before its first step, so that whoever comes after a kill knows
 * what may have happened.
 *
 * @param changes all of the act, in the order in which they are exchanged
 * @param exchanged those that are live, or may be; what they replaced is kept
 * @param changed when this was noted, UTC
 */
public record Progress(
    ApplicationId application,
    Stage stage,
    List<Noted> changes,
    List<Noted> exchanged,
    Instant changed) {

  /** The stages; an act goes through those of the way back or those of the confirmation. */
  enum Stage {
    STAGING,
    EXCHANGING,
    PUTTING_BACK,
    PUT_BACK,
    GIVEN_UP,
    CONFIRMING,
    CONFIRMED
  }

  public Progress {
    changes = List.copyOf(changes);
    exchanged = List.copyOf(exchanged);
  }

  /** Whether it has something to be put back or given up. */
  @JsonIgnore
  public boolean isBegun() {
    return stage != Stage.GIVEN_UP && stage != Stage.CONFIRMED;
  }

  /** Whether it changed what is live, or began to, and can still be put back. */
  @JsonIgnore
  public boolean isLive() {
    return !isPastReturn() && !exchanged.isEmpty();
  }

  /** Whether it is past its point of no return. */
  @JsonIgnore
  public boolean isPastReturn() {
    return stage == Stage.CONFIRMING || stage == Stage.CONFIRMED;
  }

  /** Whether putting it back is for services that stand still. */
  @JsonIgnore
  public boolean needsStop() {
    return isLive() && exchanged.stream().anyMatch(each -> each.kind().needsStop());
  }

  Progress in(Stage next, Instant now) {
    return new Progress(application, next, changes, exchanged, now);
  }

  Progress with(Noted change, Instant now) {
    var more = new ArrayList<>(exchanged);
    if (!more.contains(change)) {
      more.add(change);
    }
    return new Progress(application, Stage.EXCHANGING, changes, more, now);
  }

  Progress without(Noted change, Instant now) {
    var fewer = exchanged.stream().filter(each -> !each.equals(change)).toList();
    return new Progress(application, stage, changes, fewer, now);
  }
}
