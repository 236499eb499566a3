package io.reinstate.toggle;

/** The content of a file is not what its format wants, or there is no place for the key. */
final class Malformed extends Exception {

  private static final long serialVersionUID = 1L;

  /**
   * @param what completes «The file …»
   */
  Malformed(String what) {
    super(what);
  }
}
