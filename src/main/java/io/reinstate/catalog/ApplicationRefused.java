package io.reinstate.catalog;

import io.reinstate.ReinstateException;
import java.util.List;
import java.util.stream.Collectors;

/** An application was named whose file has problems. The others of the catalog work. */
public final class ApplicationRefused extends ReinstateException {

  private static final long serialVersionUID = 1L;

  /**
   * @param refused every file that should be of the application
   */
  ApplicationRefused(List<RefusedApplication> refused) {
    super(
        "The application «" + refused.get(0).name() + "» is refused: its file has problems",
        refused.stream().map(each -> each.file().toString()).collect(Collectors.joining(", ")),
        "Correct this:\n"
            + CatalogInvalid.listed(
                refused.stream().flatMap(each -> each.problems().stream()).toList()));
  }
}
