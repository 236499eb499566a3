package io.reinstate.process.toggle;

import io.reinstate.ReinstateException;
import io.reinstate.catalog.application.Application;
import io.reinstate.rollback.PlannedAct.SetToggle;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Toggles are not all as they were, or not every service that reads them knows. */
final class TogglesNotPutBack extends ReinstateException {

  private static final long serialVersionUID = 1L;

  /**
   * @param before why they were to be put back
   * @param failures what could not be done, a sentence each
   */
  TogglesNotPutBack(
      Application application,
      Optional<String> before,
      List<String> failures,
      List<SetToggle> toggles) {
    super(
        before.map(why -> why + "\n\n").orElse("")
            + "The toggles could not be put back and applied: "
            + String.join(" ", failures),
        "application " + application.id(),
        "Look at each and set it by hand. Before: " + values(toggles) + ".");
  }

  private static String values(List<SetToggle> toggles) {
    return toggles.stream()
        .map(each -> each.title() + " «" + each.from().orElse("unset") + "»")
        .collect(Collectors.joining(", "));
  }
}
