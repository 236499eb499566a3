package io.reinstate.traffic;

import io.reinstate.ReinstateException;

/** The proxy answered, and does not do what it was asked. */
public final class ProxyRefused extends ReinstateException {

  private static final long serialVersionUID = 1L;

  ProxyRefused(String what, String where, String next) {
    super(what, where, next);
  }
}
