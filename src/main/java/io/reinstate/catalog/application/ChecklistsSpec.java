package io.reinstate.catalog.application;

import java.util.List;
import java.util.Optional;

/**
 * What people tick off.
 *
 * @param before items that are confirmed before a rollback acts
 * @param after items that are confirmed after it
 * @param manual the steps of a manual rollback, in their order
 */
public record ChecklistsSpec(List<String> before, List<String> after, List<ManualStep> manual) {

  /** Nothing to tick off. */
  public static final ChecklistsSpec NONE = new ChecklistsSpec(List.of(), List.of(), List.of());

  public ChecklistsSpec {
    before = List.copyOf(before);
    after = List.copyOf(after);
    manual = List.copyOf(manual);
  }

  /**
   * A step that a person does by hand.
   *
   * @param title what is to be done
   * @param instructions how, in Markdown
   * @param service what Reinstate verifies when it is done
   */
  public record ManualStep(String title, String instructions, Optional<ServiceId> service) {}
}
