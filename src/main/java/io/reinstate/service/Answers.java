package io.reinstate.service;

import io.reinstate.catalog.application.ProbeSpec;

/** Asks from outside whether somebody answers as a healthy service would, whoever that is. */
public interface Answers {

  /**
   * Asks once, for no longer than the probe's timeout.
   *
   * @param probe an HTTP request or a TCP connection
   */
  boolean asExpected(ProbeSpec probe);
}
