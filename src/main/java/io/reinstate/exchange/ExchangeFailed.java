package io.reinstate.exchange;

import io.reinstate.ReinstateException;

/** An exchange, or taking it back, did not come to its end; the message says how the tree is. */
public final class ExchangeFailed extends ReinstateException {

  private static final long serialVersionUID = 1L;

  ExchangeFailed(String what, String where, String next) {
    super(what, where, next);
  }

  ExchangeFailed(String what, String where, String next, Throwable cause) {
    super(what, where, next, cause);
  }
}
