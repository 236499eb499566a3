package io.reinstate.snapshot;

/** A path or a link that leads, or could lead, out of the home directory. */
public final class UnsafePath extends RestoreRefused {

  private static final long serialVersionUID = 1L;

  public UnsafePath(String what, String where, String next) {
    super(what, where, next);
  }
}
