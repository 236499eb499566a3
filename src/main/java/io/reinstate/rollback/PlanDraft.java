package io.reinstate.rollback;

import io.reinstate.catalog.application.Application;
import io.reinstate.catalog.application.ColourId;
import io.reinstate.catalog.application.DatabaseId;
import io.reinstate.catalog.application.ToggleId;
import java.util.List;
import java.util.Set;

/**
 * A plan in the making. A {@link Runbook} says what it does, in its order; what that means for the
 * application as it is now, and what whoever approves it must know, is worked out here. Nothing is
 * touched.
 */
public interface PlanDraft {

  /** What it is about, as the act goes by it. */
  Application application();

  /** What of it. */
  Subject subject();

  /** A sentence that stands before all others. */
  void introduce(String sentence);

  /**
   * Files go back to those of the target: of a release, of the snapshot that was named, or of the
   * newest intact stable one.
   *
   * @throws RequestRefused when there is no target, unless the runbook manages without
   */
  void restoreFiles();

  /** Like {@link #restoreFiles()}; what a build makes and the snapshot lacks is built first. */
  void restoreFilesAndBuilds();

  /** Package dependencies are installed again as the restored files say. */
  void installDependencies();

  /** What a file of configuration says now and would say. */
  void showConfiguration();

  /** Databases go back to the dumps of the target. */
  void restoreDatabases(Set<DatabaseId> databases);

  /** What customers wrote as files goes back to what the target holds. */
  void restoreCustomersFiles();

  /** The schema goes back to the version that the release works with. */
  void migrateSchemaDown();

  /** The schema stays, and the release has to work with it. */
  void leaveSchema();

  /** Notes where the schema is not the one that the restored files work with. */
  void compareSchemas();

  /** Notes what of the machine is not as it was when the target was taken. */
  void compareMachine();

  /** Another colour serves. */
  void switchTraffic(ColourId colour);

  /** Toggles are switched off. */
  void switchOff(List<ToggleId> toggles);

  /** Toggles go back to what the named snapshot recorded, or off where none was named. */
  void setBack(List<ToggleId> toggles);

  /** People carry out the steps of the catalog. */
  void carryOutSteps();

  /** Services start, stop or restart as they are. */
  void operateServices(Subject.Operated operated);
}
