package io.reinstate.release;

import io.reinstate.ReinstateException;

/** A remote could not be fetched from. What is here already is untouched. */
public final class FetchFailed extends ReinstateException {

  private static final long serialVersionUID = 1L;

  FetchFailed(String remote, String where, String why, Throwable cause) {
    super(
        "The revision is not here, and fetching from " + remote + " failed: " + why,
        where,
        "Run «git fetch " + remote + " --tags» there, or name a release that is here.",
        cause);
  }
}
