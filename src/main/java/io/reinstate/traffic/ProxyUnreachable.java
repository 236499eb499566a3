package io.reinstate.traffic;

import io.reinstate.ReinstateException;

/** The proxy does not answer at all. */
public final class ProxyUnreachable extends ReinstateException {

  private static final long serialVersionUID = 1L;

  ProxyUnreachable(String what, String where, Throwable cause) {
    super(
        "The proxy cannot be asked: " + what,
        where,
        "Start the proxy, or correct the address under «traffic» in the catalog.",
        cause);
  }
}
