package io.reinstate.database;

import io.reinstate.catalog.application.Application;
import io.reinstate.catalog.application.DatabaseId;
import io.reinstate.change.Change;
import io.reinstate.change.Kind;
import io.reinstate.change.Noted;
import io.reinstate.database.product.RestoreState;
import io.reinstate.host.Cancellation;
import java.nio.file.Path;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * A database that goes back to a dump.
 *
 * @param dump is asked for when it is staged
 */
record DatabaseChange(
    DatabaseRestores restores,
    Application application,
    String key,
    DatabaseId id,
    Supplier<Path> dump)
    implements Change {

  @Override
  public Noted noted() {
    return new Noted(Kind.DATABASE, id.value());
  }

  @Override
  public void stage() {
    var prepared = restores.prepare(application, id, dump.get(), key);
    var wrong =
        prepared.checks().stream()
            .filter(check -> check.answer() == CheckResult.Answer.WRONG)
            .map(CheckResult::sentence)
            .collect(Collectors.joining(" "));
    if (!wrong.isEmpty()) {
      throw new DatabaseRestoreRefused(
          "The restored database is not as it should be: " + wrong,
          "database " + id,
          "Nothing was changed. Choose another snapshot, or correct the checks in the catalog.");
    }
  }

  @Override
  public void exchange() {
    restores.exchange(application, id, key);
  }

  /** Gives up what was live meanwhile, too. */
  @Override
  public void putBack() {
    restores.revert(application, id, key);
    Cancellation.uncancelled(() -> restores.confirm(application, id, key));
  }

  @Override
  public void confirm() {
    restores.confirm(application, id, key);
  }

  @Override
  public State state() {
    var state = restores.state(application, id, key);
    if (state.isUnconfirmed()) {
      return State.LIVE;
    }
    return state == RestoreState.PREPARING || state == RestoreState.PREPARED
        ? State.STAGED
        : State.NONE;
  }
}
