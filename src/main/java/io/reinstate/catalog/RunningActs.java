package io.reinstate.catalog;

import io.reinstate.catalog.application.ApplicationId;
import java.util.Set;

/** Tells on which applications somebody acts. They do not leave the catalog meanwhile. */
public interface RunningActs {

  /** Their names now. */
  Set<ApplicationId> applications();
}
