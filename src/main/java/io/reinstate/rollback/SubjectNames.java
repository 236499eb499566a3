package io.reinstate.rollback;

import io.reinstate.catalog.application.ColourId;
import io.reinstate.catalog.application.ComponentId;
import io.reinstate.catalog.application.DatabaseId;
import io.reinstate.catalog.application.ModuleId;
import io.reinstate.catalog.application.PhaseId;
import io.reinstate.catalog.application.ServiceId;
import io.reinstate.catalog.application.ToggleId;
import java.util.List;
import java.util.Optional;

/**
 * The names that somebody gave; each runbook takes its own.
 *
 * @param module of one module
 * @param phase of one phase
 * @param service of one service
 * @param colour of the colour that is to serve
 * @param toggles of the toggles that are to be set
 * @param database of one database
 * @param component of one component
 * @param option which of its ways back; a runbook that is under way says so, nobody else
 * @param operation what is done to services
 */
public record SubjectNames(
    Optional<ModuleId> module,
    Optional<PhaseId> phase,
    Optional<ServiceId> service,
    Optional<ColourId> colour,
    List<ToggleId> toggles,
    Optional<DatabaseId> database,
    Optional<ComponentId> component,
    Optional<WayBack> option,
    Optional<ServiceOperation> operation) {

  /** No name at all. */
  public static final SubjectNames NONE =
      new SubjectNames(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          List.of(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());
}
