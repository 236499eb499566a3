package io.reinstate.catalog;

/** Files of the catalog whose commands have the rights of the tests, whoever runs these. */
public final class OwnEntry {

  private OwnEntry() {}

  /** The file with the key {@code user} at its end. */
  public static String of(String yaml) {
    return yaml + (yaml.endsWith("\n") ? "" : "\n") + "user: \"" + SystemUser.own().name() + "\"\n";
  }
}
