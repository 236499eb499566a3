package io.reinstate.exchange;

import io.reinstate.catalog.application.Application;
import io.reinstate.change.Change;
import io.reinstate.change.ChangeKind;
import io.reinstate.change.Kind;
import io.reinstate.change.Noted;
import io.reinstate.snapshot.Selection;
import io.reinstate.snapshot.SnapshotId;
import io.reinstate.tree.Difference;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/**
 * Changes of files. An act may exchange several sets of them, each apart: those of its target, what
 * was built because the target lacks it, and what customers wrote.
 */
@Component
public final class FileChanges implements ChangeKind {

  /** What the key of an act gets for the exchange of each set. */
  private static final Map<Kind, String> SUFFIXES =
      Map.of(Kind.FILES, "", Kind.ARTIFACTS, "-artifacts", Kind.DATA_FILES, "-data");

  private final Exchanges exchanges;

  public FileChanges(Exchanges exchanges) {
    this.exchanges = exchanges;
  }

  /**
   * Files as a snapshot has them.
   *
   * @param kind files, artifacts or customers' files
   * @param key of the act
   * @param snapshot is asked for when they are staged
   * @param check is given what would change when they are staged, and refuses it by an exception
   */
  public Change planned(
      Application application,
      Kind kind,
      String key,
      Supplier<SnapshotId> snapshot,
      Selection selection,
      Consumer<Difference> check) {
    var exchange = exchange(kind, key);
    return new FileChange(
        exchanges,
        application,
        kind,
        exchange,
        () -> check.accept(exchanges.stage(application, snapshot.get(), selection, exchange)));
  }

  @Override
  public boolean knows(Kind kind) {
    return SUFFIXES.containsKey(kind);
  }

  @Override
  public Change reopen(Application application, String key, Noted noted) {
    var exchange = exchange(noted.kind(), key);
    return new FileChange(
        exchanges, application, noted.kind(), exchange, () -> Change.onlyPlanned().get());
  }

  /** The key of the exchange of files of that kind, of an act of that key. */
  public static String exchange(Kind kind, String key) {
    return key + SUFFIXES.get(kind);
  }
}
