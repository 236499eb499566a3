package io.reinstate.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reinstate.ReinstateException;
import io.reinstate.database.DatabaseRestoreRefused;
import io.reinstate.host.Cancellation;
import io.reinstate.host.Interrupted;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * One act that changes a database, files and a toggle: cut off after every single thing that it
 * leaves behind (a rename, a note, a database), failed at every change, cancelled.
 */
class MixedChangesTest {

  private static final String KEY = MixedShop.KEY;

  @TempDir Path directory;

  private MixedShop shop;
  private ChangeJournal journal;

  @BeforeEach
  void open() throws Exception {
    shop = new MixedShop(directory);
    journal = shop.journal;
  }

  @Test
  void allKindsAreExchangedAndPutBack() {
    stageAndExchange(shop.act());
    assertThat(shop.picture()).isEqualTo(MixedShop.RESTORED);
    assertThat(journal.live(shop.application)).containsExactly(KEY);

    assertThat(shop.act().putBack()).isEmpty();
    assertThat(shop.picture()).isEqualTo(MixedShop.BROKEN);
    assertThat(journal.live(shop.application)).isEmpty();
    assertThat(journal.begun(shop.application)).as("until it is given up").containsExactly(KEY);

    shop.act().giveUp();
    assertNothingIsLeft();
  }

  @Test
  void actCutOffAnywhereIsFinishedByASecondRun() {
    var points = count(MixedChangesTest::stageAndExchange);
    assertThat(points).isGreaterThan(20);
    putBackAsNoted();
    for (var point = 1; point <= points; point++) {
      assertThat(cutOff(MixedChangesTest::stageAndExchange, point)).isTrue();
      stageAndExchange(shop.act());
      assertThat(shop.picture()).as("cut off at %s", point).isEqualTo(MixedShop.RESTORED);
      putBackAsNoted();
    }
  }

  @Test
  void actCutOffAnywhereIsPutBackByItsJournalAlone() {
    var points = count(MixedChangesTest::stageAndExchange);
    putBackAsNoted();
    for (var point = 1; point <= points; point++) {
      assertThat(cutOff(MixedChangesTest::stageAndExchange, point)).isTrue();
      if (!shop.picture().equals(MixedShop.BROKEN)) {
        assertThat(journal.live(shop.application)).as("cut off at %s", point).containsExactly(KEY);
      }
      putBackAsNoted();
    }
  }

  @Test
  void wayBackCutOffAnywhereIsFinishedByASecondRun() {
    stageAndExchange(shop.act());
    var points = count(MixedChangesTest::putBackAndGiveUp);
    assertThat(points).isGreaterThan(10);
    for (var point = 1; point <= points; point++) {
      stageAndExchange(shop.act());
      assertThat(cutOff(MixedChangesTest::putBackAndGiveUp, point)).isTrue();
      if (!shop.picture().equals(MixedShop.BROKEN)) {
        assertThat(journal.live(shop.application)).as("cut off at %s", point).containsExactly(KEY);
      }
      putBackAsNoted();
    }
  }

  @Test
  void confirmationCutOffAnywhereIsFinishedByItsJournalAlone() throws Exception {
    stageAndExchange(shop.act());
    var points = count(Changes::confirm);
    assertThat(points).isGreaterThan(2);
    for (var point = 1; point <= points; point++) {
      shop.breakAgain();
      stageAndExchange(shop.act());
      assertThat(cutOff(Changes::confirm, point)).isTrue();
      assertThatThrownBy(() -> shop.act().putBack()).isInstanceOf(AlreadyConfirmed.class);

      journal.reopen(shop.application, KEY).ifPresent(Changes::confirm);

      assertThat(shop.picture()).as("cut off at %s", point).isEqualTo(MixedShop.RESTORED);
      assertThat(journal.confirmed(shop.application)).containsExactly(KEY);
      assertNothingIsLeft();
    }
  }

  @Test
  void actThatFailsAtAnyChangeIsPutBackWholly() {
    for (var change = 0; change < 3; change++) {
      var failing = failing(change);
      failing.stage();
      assertThatThrownBy(failing::exchange).isInstanceOf(Broken.class);
      putBackAsNoted();
    }
  }

  @Test
  void changeThatCannotBePutBackHoldsUpNoOther() {
    stageAndExchange(shop.act());

    assertThatThrownBy(() -> failing(1).putBack()).isInstanceOf(Broken.class);

    assertThat(shop.picture())
        .containsEntry("shop.env", "SALE=on")
        .containsEntry("orders", "1,7")
        .containsEntry("app/one", "good");
    assertThat(journal.find(shop.application, KEY).orElseThrow().exchanged())
        .containsExactly(Noted.the(Kind.FILES));
    putBackAsNoted();
  }

  @Test
  void whatCannotBePutBackAtAllIsLeftToAPerson() {
    stageAndExchange(shop.act());
    assertThatThrownBy(() -> failing(1).putBack()).isInstanceOf(Broken.class);

    shop.act().abandon();

    assertNothingIsLeft();
  }

  @Test
  void cancelledActStopsBeforeTheNextChangeAndIsPutBack() {
    shop.act().stage();
    var cancelled = new Cancellation(() -> {});
    var changes = new ArrayList<>(shop.changes());
    changes.add(1, new Instead(changes.get(1), () -> cancelled.cancel("not wanted any more")));
    var act = journal.open(shop.application, KEY, changes);

    assertThatThrownBy(() -> during(cancelled, act::exchange)).isInstanceOf(Interrupted.class);

    assertThat(shop.picture()).containsEntry("orders", "1").containsEntry("app/one", "broken");
    putBackAsNoted();
  }

  @Test
  void confirmationGoesOnThoughTheActIsCancelledInThatMoment() {
    stageAndExchange(shop.act());
    var cancelled = new Cancellation(() -> {});
    shop.power.at(1, () -> cancelled.cancel("not wanted any more"));

    during(cancelled, () -> shop.act().confirm());

    assertThat(shop.picture()).isEqualTo(MixedShop.RESTORED);
    assertNothingIsLeft();
  }

  @Test
  void restoredDatabaseThatFailsACheckOfTheCatalogIsRefusedWithWhatItAnswers() throws Exception {
    var act = journal.open(shop.application, KEY, List.of(shop.emptied()));

    assertThatThrownBy(act::stage)
        .isInstanceOf(DatabaseRestoreRefused.class)
        .hasMessageContaining("is not as it should be: orders: 0, expected at least 1")
        .hasMessageContaining("Nothing was changed");

    putBackAsNoted();
  }

  @Test
  void onlyWhatIsWhollyLiveIsConfirmed() {
    var act = shop.act();
    act.stage();
    act.exchange(Kind.DATABASE);

    assertThatThrownBy(act::confirm).isInstanceOf(NotConfirmed.class);

    putBackAsNoted();
    assertThatThrownBy(act::confirm).isInstanceOf(NotConfirmed.class);
  }

  @Test
  void actOfAVersionWithoutAJournalIsTakenOver() throws IOException {
    stageAndExchange(shop.act());
    Files.delete(journalFile());
    assertThat(journal.begun(shop.application)).isEmpty();

    shop.act().takeOver();

    assertThat(journal.live(shop.application)).containsExactly(KEY);
    putBackAsNoted();
    Files.delete(journalFile());
    shop.act().takeOver();
    assertThat(journal.begun(shop.application)).isEmpty();
  }

  @Test
  void journalThatCannotBeReadIsNotTakenForNone() throws IOException {
    stageAndExchange(shop.act());
    Files.writeString(journalFile(), "{");

    assertThatThrownBy(() -> journal.begun(shop.application)).isInstanceOf(JournalUnusable.class);
    assertThatThrownBy(() -> shop.act().putBack()).isInstanceOf(JournalUnusable.class);
    assertThat(shop.picture()).isEqualTo(MixedShop.RESTORED);
  }

  private Path journalFile() {
    return shop.application.workDirectory().resolve("changes").resolve(KEY + ".json");
  }

  private Changes failing(int which) {
    var changes = new ArrayList<>(shop.changes());
    changes.set(
        which,
        new Instead(
            changes.get(which),
            () -> {
              throw new Broken();
            }));
    return journal.open(shop.application, KEY, changes);
  }

  private static void stageAndExchange(Changes act) {
    act.stage();
    act.exchange();
  }

  private static void putBackAndGiveUp(Changes act) {
    act.putBack();
    act.giveUp();
  }

  /** As somebody does who has no plan. */
  private void putBackAsNoted() {
    journal.reopen(shop.application, KEY).ifPresent(MixedChangesTest::putBackAndGiveUp);
    assertThat(shop.picture()).isEqualTo(MixedShop.BROKEN);
    assertNothingIsLeft();
  }

  private void assertNothingIsLeft() {
    assertThat(journal.begun(shop.application)).isEmpty();
    for (var change : shop.changes()) {
      assertThat(change.state()).as("%s", change.noted()).isEqualTo(Change.State.NONE);
    }
  }

  private int count(Consumer<Changes> step) {
    shop.power.count();
    step.accept(shop.act());
    return shop.power.counted();
  }

  /** Whether the power failed before the end. */
  private boolean cutOff(Consumer<Changes> step, int point) {
    shop.power.at(
        point,
        () -> {
          throw new PowerFailure();
        });
    try {
      step.accept(shop.act());
      return false;
    } catch (PowerFailure e) {
      return true;
    } finally {
      shop.power.count();
    }
  }

  private static void during(Cancellation cancellation, Runnable work) {
    cancellation.during(
        () -> {
          work.run();
          return null;
        });
  }

  /** Does something instead of exchanging and putting back. */
  private record Instead(Change change, Runnable instead) implements Change {

    @Override
    public Noted noted() {
      return change.noted();
    }

    @Override
    public void stage() {
      change.stage();
    }

    @Override
    public void exchange() {
      instead.run();
    }

    @Override
    public void putBack() {
      instead.run();
    }

    @Override
    public void confirm() {
      change.confirm();
    }

    @Override
    public State state() {
      return change.state();
    }
  }

  private static final class PowerFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  private static final class Broken extends ReinstateException {
    private static final long serialVersionUID = 1L;

    Broken() {
      super("It broke", "test", "Mend it.");
    }
  }
}
