package io.reinstate.catalog;

import io.reinstate.catalog.application.SystemUser;

/**
 * Files of the catalog whose commands have the rights of the tests, whoever runs these, and whose
 * healthy verdicts are confirmed soon.
 */
public final class OwnEntry {

  private OwnEntry() {}

  /** The file with the keys {@code settle} and {@code user} at its end. */
  public static String of(String yaml) {
    return yaml
        + (yaml.endsWith("\n") ? "" : "\n")
        + "settle: 300ms\nuser: \""
        + SystemUser.own().name()
        + "\"\n";
  }
}
