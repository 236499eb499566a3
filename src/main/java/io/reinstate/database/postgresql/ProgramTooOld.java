package io.reinstate.database.postgresql;

import io.reinstate.ReinstateException;

/** A program of PostgreSQL is older than the server: it cannot read what that writes. */
public final class ProgramTooOld extends ReinstateException {

  private static final long serialVersionUID = 1L;

  ProgramTooOld(String program, String version, String server, String where) {
    super(
        "%s is of version %s, the server of %s".formatted(program, version, server),
        where,
        "Install the Debian package postgresql-client-%s, or name its directory as programs in the catalog."
            .formatted(server.split("\\.")[0]));
  }

  @Override
  public boolean mayPass() {
    return false;
  }
}
