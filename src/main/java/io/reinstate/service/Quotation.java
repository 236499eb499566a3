package io.reinstate.service;

import io.reinstate.catalog.application.Application;
import io.reinstate.catalog.application.SecretReference;
import io.reinstate.host.SecretMask;

/**
 * What people are shown of a log: its last lines, with the secrets of the whole application blotted
 * out. Where one of them cannot be looked up, nothing is shown.
 */
record Quotation(ServiceLog log, Application application) {

  /** The last lines written after that position, oldest first. */
  String lastLines(int count, long from) {
    var lines = log.lastLines(count, from);
    if (lines.isEmpty()) {
      return "";
    }
    try {
      return SecretMask.of(application.secrets()).apply(lines);
    } catch (SecretReference.Unresolved e) {
      return "The log is not shown, for its secrets cannot be masked. " + e.getMessage();
    }
  }
}
