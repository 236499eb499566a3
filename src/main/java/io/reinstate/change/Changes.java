package io.reinstate.change;

import io.reinstate.ReinstateException;
import io.reinstate.catalog.application.Application;
import io.reinstate.change.Progress.Stage;
import io.reinstate.host.Cancellation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The changes of one act. They are staged, exchanged in their order, and then confirmed, or put
 * back in the opposite order. Every step may be run twice, also after a kill at any point; the
 * journal is always a step ahead of what happens. Acts of one application never run in parallel.
 */
public final class Changes {

  private static final Logger LOG = LoggerFactory.getLogger(Changes.class);

  private final ChangeJournal journal;
  private final Application application;
  private final String key;
  private final List<Change> changes;

  Changes(ChangeJournal journal, Application application, String key, List<Change> changes) {
    this.journal = journal;
    this.application = application;
    this.key = key;
    this.changes = List.copyOf(changes);
  }

  /**
   * Does the slow part of all of them, the last one first: files are compared sooner than databases
   * are restored, and may show that the plan is outdated. What was put back or confirmed under this
   * key begins anew.
   *
   * @throws ReinstateException when one failed; nothing live was changed, and what is staged is for
   *     the caller to {@linkplain #giveUp give up}, or for another try
   */
  public void stage() {
    if (changes.isEmpty()) {
      return;
    }
    if (journal.find(application, key).filter(Progress::isBegun).isEmpty()) {
      begin(Stage.STAGING);
    }
    for (var change : backwards()) {
      Cancellation.check();
      change.stage();
    }
  }

  /**
   * Makes those of these kinds live.
   *
   * @throws ReinstateException when one failed; those before it are live, and for the caller to
   *     {@linkplain #putBack put back}
   */
  public void exchange(Kind... kinds) {
    for (var change : of(kinds)) {
      Cancellation.check();
      var progress = progress(Stage.EXCHANGING);
      if (progress.isPastReturn()) {
        return;
      }
      if (progress.stage() != Stage.EXCHANGING || !progress.exchanged().contains(change.noted())) {
        write(progress.with(change.noted(), journal.clock().instant()));
      }
      change.exchange();
    }
  }

  /**
   * Makes everything as it was before, or what is of these kinds, the last one first. One that
   * fails does not hold up the others.
   *
   * @return why something stays as it is, a sentence each: somebody else changed it meanwhile
   * @throws AlreadyConfirmed when there is no way back any longer
   * @throws ReinstateException when one failed; run it again then
   */
  public List<String> putBack(Kind... kinds) {
    var begun = journal.find(application, key);
    if (begun.filter(Progress::isPastReturn).isPresent()) {
      throw new AlreadyConfirmed(key, application);
    }
    if (begun.filter(progress -> !progress.isBegun()).isPresent()) {
      return List.of();
    }
    begun.ifPresent(progress -> write(progress.in(Stage.PUTTING_BACK, now())));
    var stays = new ArrayList<String>();
    var failures = new ArrayList<ReinstateException>();
    var chosen = new ArrayList<>(of(kinds));
    Collections.reverse(chosen);
    for (var change : chosen) {
      Cancellation.check();
      try {
        change.putBack();
        noteBack(change);
      } catch (ChangedByOthers e) {
        LOG.warn("{} leaves something as it is. {}", key, e.getMessage());
        stays.add(e.getMessage());
        noteBack(change);
      } catch (ReinstateException e) {
        failures.add(e);
      }
    }
    if (!failures.isEmpty()) {
      throw failures.size() == 1 ? failures.get(0) : new NotPutBack(application, failures);
    }
    journal
        .find(application, key)
        .filter(progress -> progress.exchanged().isEmpty())
        .ifPresent(progress -> write(progress.in(Stage.PUT_BACK, now())));
    return stays;
  }

  private void noteBack(Change change) {
    journal
        .find(application, key)
        .ifPresent(progress -> write(progress.without(change.noted(), now())));
  }

  /**
   * Ends an act of which nothing is live, or no longer: gives up what is staged. From then on
   * nothing of it counts as begun. What cannot be given up, such as a database that is away, is
   * warned of.
   */
  public void giveUp() {
    for (var change : backwards()) {
      try {
        change.putBack();
      } catch (ReinstateException e) {
        LOG.warn("What {} had staged is still there. {}", key, e.getMessage());
      }
    }
    end(Stage.GIVEN_UP);
  }

  /**
   * Ends an act of which something could not be put back, and is left to a person: what was kept of
   * it is given up.
   */
  public void abandon() {
    Cancellation.check();
    Cancellation.uncancelled(
        () -> {
          changes.forEach(Change::confirm);
          end(Stage.GIVEN_UP);
        });
  }

  /**
   * Gives up what was replaced. There is no way back from the first line of it, and so it is not
   * ended when the act is cancelled now; a second run gives up what the first left.
   *
   * @throws NotConfirmed when not all of them are live
   */
  public void confirm() {
    if (changes.isEmpty()) {
      return;
    }
    Cancellation.check();
    var progress = progress(Stage.CONFIRMING);
    if (!progress.isPastReturn()) {
      if (progress.stage() != Stage.EXCHANGING || !progress.exchanged().containsAll(noted())) {
        throw new NotConfirmed(key, progress);
      }
      write(progress.in(Stage.CONFIRMING, now()));
    }
    Cancellation.uncancelled(
        () -> {
          changes.forEach(Change::confirm);
          end(Stage.CONFIRMED);
        });
  }

  /**
   * Notes what an act of an earlier version of Reinstate changed, which kept no such journal: what
   * its changes themselves say. Does nothing where something is noted, or nothing was begun.
   */
  public void takeOver() {
    if (journal.find(application, key).isPresent()) {
      return;
    }
    var live = in(Change.State.LIVE);
    if (!live.isEmpty() || !in(Change.State.STAGED).isEmpty()) {
      begin(live.isEmpty() ? Stage.STAGING : Stage.EXCHANGING);
      live.forEach(each -> write(progress(Stage.EXCHANGING).with(each, now())));
    }
  }

  private List<Noted> in(Change.State state) {
    return changes.stream().filter(each -> each.state() == state).map(Change::noted).toList();
  }

  private void end(Stage stage) {
    journal.find(application, key).ifPresent(progress -> write(progress.in(stage, now())));
  }

  private Progress progress(Stage otherwise) {
    return journal.find(application, key).orElseGet(() -> begin(otherwise));
  }

  private Progress begin(Stage stage) {
    return journal.begin(application, key, stage, noted());
  }

  private void write(Progress progress) {
    journal.write(application, key, progress);
  }

  private Instant now() {
    return journal.clock().instant();
  }

  private List<Noted> noted() {
    return changes.stream().map(Change::noted).toList();
  }

  private List<Change> backwards() {
    var backwards = new ArrayList<>(changes);
    Collections.reverse(backwards);
    return backwards;
  }

  private List<Change> of(Kind... kinds) {
    var wanted = new HashSet<>(Set.of(kinds));
    return changes.stream()
        .filter(each -> wanted.isEmpty() || wanted.contains(each.noted().kind()))
        .toList();
  }
}
