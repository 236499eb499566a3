package io.reinstate.rollback;

import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import io.reinstate.catalog.application.Application;
import io.reinstate.catalog.application.PhaseSpec;
import io.reinstate.catalog.application.WatchSpec;
import io.reinstate.tree.Difference;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A runbook that a plan is made for: what it is given, what it plans, how long it is watched, what
 * goes further. Each is a class of the room {@code runbook}, the BPMN process of the same id, a
 * start form, and a row of the authority table. It is the same for every application, and keeps
 * nothing.
 */
@JsonDeserialize(using = Runbook.ById.class)
public abstract class Runbook implements Startable {

  private final String id;
  private final List<Input<?>> inputs;

  /**
   * A runbook.
   *
   * @param id of its process, such as {@code full-restore}
   * @param own inputs that not every runbook has
   */
  protected Runbook(String id, Input<?>... own) {
    this.id = id;
    this.inputs = List.of(own);
  }

  @Override
  @JsonValue
  public final String id() {
    return id;
  }

  /** Its name for people, which is the name of its process. */
  public final String title() {
    return Startable.title(id);
  }

  @Override
  public final List<Input<?>> inputs() {
    var all = new ArrayList<Input<?>>(List.of(Inputs.APPLICATION));
    all.addAll(inputs);
    all.addAll(List.of(Inputs.REASON, Inputs.DRY_RUN));
    if (needsApproval()) {
      // The authority table says who may, and who may not is told why.
      all.add(Inputs.FORCED);
    }
    if (isRollback()) {
      all.addAll(List.of(Inputs.BROKEN_SINCE, Inputs.NOTICED));
    }
    return List.copyOf(all);
  }

  /**
   * What of the application it is about.
   *
   * @throws RequestRefused when an input is missing that says so
   */
  public abstract Subject subject(Given given);

  /** The name of its subject for the record; empty for the whole application. */
  public Optional<String> subjectName(Given given) {
    return subject(given).name();
  }

  /** The same request, about what the application's catalog says is first. */
  public RollbackRequest settle(RollbackRequest request, Application application) {
    return request;
  }

  /** Drafts its plan, in the order in which it acts. */
  public abstract void plan(PlanDraft draft);

  /** Whether somebody other than the requester has to approve its plan before it acts. */
  public boolean needsApproval() {
    return true;
  }

  /** Whether it goes back to an earlier state; the others go on to a new one. */
  public boolean isRollback() {
    return true;
  }

  /** Whether it ends an act that is done and only watched, where that keeps the application. */
  public boolean endsWatches() {
    return false;
  }

  /** Whether it may run without a snapshot to go back to. */
  public boolean managesWithoutTarget() {
    return false;
  }

  /** Whether it brings all the code to a release. */
  public boolean goesToRelease() {
    return false;
  }

  /** Whether it may change databases. */
  public boolean changesDatabases() {
    return false;
  }

  /** Whether it takes a schema to an earlier version. */
  public boolean migratesSchema() {
    return false;
  }

  /** Whether it sets toggles. */
  public boolean setsToggles() {
    return false;
  }

  /** Whether people act, and it only tells them what to do. */
  public boolean isByHand() {
    return false;
  }

  /** Whether services that can take up its files by a reload are not stopped. */
  public boolean reloads() {
    return false;
  }

  /** Whether there has to be a stable snapshot before it is of any help. */
  public boolean needsStableSnapshot() {
    return false;
  }

  /** Whether it can go to a revision from git. */
  public final boolean takesRevision() {
    return inputs.stream().anyMatch(input -> input.name().equals(Inputs.REVISION.name()));
  }

  /**
   * The phases whose package dependencies are installed again: those whose lock files change. None
   * of a release, which was built with its dependencies.
   */
  public List<PhaseSpec> installs(Application application, Subject subject, Difference changes) {
    return goesToRelease()
        ? List.of()
        : application.phases().values().stream()
            .filter(phase -> changes.touches(phase.lockFiles()))
            .toList();
  }

  /** How long the application has to stay healthy after it. */
  public Duration watch(WatchSpec watch) {
    return watch.parts();
  }

  /** The ids of what goes further than it, the next level first. */
  public List<String> next() {
    return List.of("code-rollback", "full-restore", "manual-rollback");
  }

  @Override
  public final boolean equals(Object other) {
    return other instanceof Runbook runbook && runbook.id.equals(id);
  }

  @Override
  public final int hashCode() {
    return id.hashCode();
  }

  @Override
  public final String toString() {
    return id;
  }

  /** Reads a runbook by its id, from the {@link Runbooks} that the reader was given. */
  static final class ById extends StdDeserializer<Runbook> {

    private static final long serialVersionUID = 1L;

    ById() {
      super(Runbook.class);
    }

    @Override
    public Runbook deserialize(JsonParser parser, DeserializationContext context)
        throws IOException {
      var runbooks = context.findInjectableValue(Runbooks.class.getName(), null, null);
      return ((Runbooks) runbooks).of(parser.getText());
    }
  }
}
