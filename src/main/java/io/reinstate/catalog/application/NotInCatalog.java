package io.reinstate.catalog.application;

import io.reinstate.ReinstateException;
import java.util.Collection;

/** Something was named that the catalog does not have. */
public final class NotInCatalog extends ReinstateException {

  private static final long serialVersionUID = 1L;

  public NotInCatalog(String kind, String name, String where, Collection<?> known) {
    super(
        "There is no " + kind + " «" + name + "»",
        where,
        known.isEmpty()
            ? "The catalog has none."
            : "Known: " + String.join(", ", known.stream().map(Object::toString).toList()) + ".");
  }

  @Override
  public boolean mayPass() {
    return false;
  }
}
