package io.reinstate.release;

import io.reinstate.ReinstateException;

/** A remote could not be fetched from. What is here already is untouched. */
public final class FetchFailed extends ReinstateException {

  private static final long serialVersionUID = 1L;

  FetchFailed(String remote, String where, String why, Throwable cause) {
    super(
        "Fetching from " + remote + " failed: " + why,
        where,
        "Run «git fetch " + remote + " --tags» there, or name a tag or a commit that is here.",
        cause);
  }
}
