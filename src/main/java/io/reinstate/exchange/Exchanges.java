package io.reinstate.exchange;

import io.reinstate.catalog.application.Application;
import io.reinstate.change.Change;
import io.reinstate.exchange.Journal.State;
import io.reinstate.snapshot.RestoreRefused;
import io.reinstate.snapshot.Selection;
import io.reinstate.snapshot.SnapshotCorrupt;
import io.reinstate.snapshot.SnapshotId;
import io.reinstate.snapshot.SnapshotNotFound;
import io.reinstate.snapshot.SnapshotSettings;
import io.reinstate.snapshot.store.Snapshots;
import io.reinstate.storage.StepKey;
import io.reinstate.tree.Difference;
import io.reinstate.tree.FailureReason;
import io.reinstate.tree.LiveTree;
import java.io.IOException;
import java.time.Clock;
import java.util.Comparator;
import java.util.Optional;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * Swaps files of a snapshot into the live tree, reversible until confirmed: compare, stage,
 * exchange, then confirm or revert. Everything after comparing has a key, {@code <process
 * instance>-<activity>}; a second run with the same key completes what the first began. Exchanges
 * of one application are reverted in the opposite order of their making, and never run in parallel.
 *
 * <p>Customers' data ({@link Application#data}) and files that are not managed are never touched.
 */
@Component
public final class Exchanges {

  private final Preparation preparation;
  private final SnapshotSettings settings;
  private final Clock clock;
  private final Checkpoint checkpoint;

  @Autowired
  public Exchanges(Snapshots snapshots, SnapshotSettings settings, Clock clock) {
    this(snapshots, settings, clock, Checkpoint.NONE);
  }

  public Exchanges(
      Snapshots snapshots, SnapshotSettings settings, Clock clock, Checkpoint checkpoint) {
    this.preparation = new Preparation(snapshots, settings, clock);
    this.settings = settings;
    this.clock = clock;
    this.checkpoint = checkpoint;
  }

  /**
   * How the live tree would change. Reads only. A file of the same size, time and mode counts as
   * the same; otherwise its SHA-256 decides. Started as root, another owner is a change too.
   *
   * @throws SnapshotNotFound when there is no such snapshot
   * @throws SnapshotCorrupt when its manifest is damaged
   * @throws RestoreRefused when it could not be restored: unsafe paths or links, something
   *     unmanaged in the way, no home directory
   */
  public Difference compare(Application application, SnapshotId snapshot, Selection selection) {
    try {
      return preparation.compare(application, snapshot, selection).difference();
    } catch (IOException e) {
      throw RestoreRefused.because(e, application, "The live tree cannot be compared");
    }
  }

  /**
   * Extracts what differs to the work area beside the home directory, verified, and tells what an
   * exchange will change. The live tree is not touched, whatever happens. A second run compares
   * again and uses what is staged already, or stages anew when the live tree changed meanwhile;
   * after an exchange it only tells what was changed. A key whose exchange was reverted or
   * confirmed starts anew.
   *
   * @throws SnapshotNotFound when there is no such snapshot
   * @throws SnapshotCorrupt when its manifest or one of the files needed is damaged
   * @throws RestoreRefused like {@link #compare}, or when the disk has not enough space
   * @throws ExchangeFailed when the key belongs to another exchange that is under way
   */
  public Difference stage(
      Application application, SnapshotId snapshot, Selection selection, String key) {
    StepKey.check(key);
    try {
      return preparation.stage(application, snapshot, selection, key);
    } catch (IOException e) {
      throw RestoreRefused.because(e, application, "The files cannot be staged");
    }
  }

  /**
   * Swaps the staged files in, by renames; what they replace is kept. When that fails, everything
   * is put back before this throws, and the files stay staged for another try. A second run after a
   * crash finishes, after the end it does nothing.
   *
   * @throws ExchangeFailed when nothing is staged, when the exchange was reverted, or when it
   *     failed
   */
  public void exchange(Application application, String key) {
    try (var area = area(application, key)) {
      var journal =
          area.journal().orElseThrow(() -> refused("Nothing is staged", area, "Stage it first."));
      switch (journal.state()) {
        case STAGED -> {
          requireComplete(area);
          forward(application, journal, area);
        }
        case EXCHANGING -> forward(application, journal, area);
        case EXCHANGED, CONFIRMED -> {}
        case REVERTING, REVERTED ->
            throw refused("The exchange was reverted", area, "Stage it again first.");
      }
    } catch (IOException e) {
      throw failed("The exchange could not be completed", application, "Then run it again.", e);
    }
  }

  private static void requireComplete(WorkArea area) throws IOException {
    if (!area.holdsAll(area.requireChanges())) {
      throw refused("Staged files are missing", area, "Nothing was changed. Stage it again.");
    }
  }

  private void forward(Application application, Journal journal, WorkArea area) throws IOException {
    try (var swap = swap(application, journal, area)) {
      area.write(journal.in(State.EXCHANGING, clock.instant()));
      try {
        swap.forward();
      } catch (IOException e) {
        throw putBack(journal, area, swap, e);
      }
      area.write(journal.in(State.EXCHANGED, clock.instant()));
    }
  }

  private ExchangeFailed putBack(Journal journal, WorkArea area, Swap swap, IOException cause) {
    try {
      swap.backward();
      area.write(journal.in(State.STAGED, clock.instant()));
      return new ExchangeFailed(
          "The exchange failed, and everything was put back: " + FailureReason.of(cause),
          area.path().toString(),
          "Remove the cause, then run it again.",
          cause);
    } catch (IOException e) {
      cause.addSuppressed(e);
      return new ExchangeFailed(
          "The exchange failed half-way ("
              + FailureReason.of(cause)
              + "), and so did putting it back: "
              + FailureReason.of(e),
          area.path().toString(),
          "Do not start the application. Remove the cause, then revert it, or run it again.",
          cause);
    }
  }

  /**
   * Puts everything back as it was before the exchange: content, mode, owner and time, of files and
   * directories. What was written to the same paths since is lost. Works from any point where an
   * exchange or a revert was cut off. A second run and an unknown key do nothing.
   *
   * @throws ExchangeFailed when the exchange is confirmed already, or when putting back failed; run
   *     it again then
   */
  public void revert(Application application, String key) {
    try (var area = area(application, key)) {
      var journal = area.journal();
      if (journal.isEmpty()) {
        area.delete();
        return;
      }
      revert(application, journal.get(), area);
      area.clear();
    } catch (IOException e) {
      throw failed("The exchange could not be reverted", application, "Then revert it again.", e);
    }
  }

  private void revert(Application application, Journal journal, WorkArea area) throws IOException {
    if (journal.state() == State.CONFIRMED) {
      throw refused(
          "The exchange is confirmed, what it replaced is gone", area, "Restore a snapshot.");
    }
    if (journal.state().isUnconfirmed()) {
      area.write(journal.in(State.REVERTING, clock.instant()));
      try (var swap = swap(application, journal, area)) {
        swap.backward();
      }
    }
    if (journal.state() != State.REVERTED) {
      area.write(journal.in(State.REVERTED, clock.instant()));
    }
  }

  /**
   * Ends an exchange: what it replaced is deleted, and there is no way back but another snapshot. A
   * second run and an unknown key do nothing.
   *
   * @throws ExchangeFailed when the exchange did not come to its end, or was reverted
   */
  public void confirm(Application application, String key) {
    try (var area = area(application, key)) {
      var journal = area.journal();
      if (journal.isEmpty()) {
        return;
      }
      var state = journal.get().state();
      if (state == State.EXCHANGED) {
        area.write(journal.get().in(State.CONFIRMED, clock.instant()));
      } else if (state != State.CONFIRMED) {
        throw refused(
            "Only a finished exchange can be confirmed, this one is " + state,
            area,
            "Finish it first.");
      }
      area.clear();
    } catch (IOException e) {
      throw failed("The exchange could not be confirmed", application, "Then confirm again.", e);
    }
  }

  /** How far the exchange of that key is. */
  public Change.State state(Application application, String key) {
    try (var area = area(application, key)) {
      return area.journal().map(journal -> journal.state().ofChange()).orElse(Change.State.NONE);
    } catch (IOException e) {
      throw failed("The exchange cannot be looked at", application, "Then try again.", e);
    }
  }

  /**
   * Tells people of work areas that Reinstate did not make, or made before its version kept notes
   * elsewhere. They are left alone: nothing in them is read, and nothing of them is deleted.
   */
  public Optional<String> foreign(Application application) {
    try {
      var foreign = WorkAreas.of(application).foreign();
      return foreign.stream()
          .min(Comparator.naturalOrder())
          .map(
              first ->
                  "Reinstate did not make the work area "
                      + first
                      + (foreign.size() == 1 ? "" : " and " + (foreign.size() - 1) + " more")
                      + ". Nothing in it is believed or deleted. Find out who made it, and move it"
                      + " away.");
    } catch (IOException e) {
      return Optional.of("The work areas cannot be looked at: " + FailureReason.of(e));
    }
  }

  private static WorkArea area(Application application, String key) {
    StepKey.check(key);
    return WorkAreas.of(application).of(key);
  }

  /** The home directory is the catalog's, and every path is looked at again. */
  private Swap swap(Application application, Journal journal, WorkArea area) throws IOException {
    var changes = area.requireChanges();
    changes.requireSafe();
    var tree = LiveTree.of(application.home(), settings.directory());
    if (journal.application().equals(application.id())
        && journal.home().equals(tree.home().toString())) {
      return new Swap(tree, area, changes, checkpoint);
    }
    tree.close();
    throw refused(
        "The exchange is one of " + journal.application() + " in " + journal.home(),
        area,
        "The catalog names " + application.home() + ": correct it, or restore a snapshot.");
  }

  private static ExchangeFailed refused(String what, WorkArea area, String next) {
    return new ExchangeFailed(what, area.path().toString(), next);
  }

  private static ExchangeFailed failed(
      String what, Application application, String then, IOException e) {
    return new ExchangeFailed(
        what + ": " + FailureReason.of(e),
        "application " + application.id(),
        "Remove the cause. " + then,
        e);
  }
}
