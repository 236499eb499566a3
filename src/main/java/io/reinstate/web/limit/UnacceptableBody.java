package io.reinstate.web.limit;

import java.io.IOException;

/** The body of a request is larger, or comes slower, than any that is needed. */
public final class UnacceptableBody extends IOException {

  private static final long serialVersionUID = 1L;

  private static final int TOO_LARGE = 413;
  private static final int TOO_SLOW = 408;

  private final int status;

  private UnacceptableBody(int status, String message) {
    super(message);
    this.status = status;
  }

  /** 413. */
  static UnacceptableBody tooLarge(long most) {
    return new UnacceptableBody(TOO_LARGE, "The body has more than " + most + " bytes. Send less.");
  }

  /** 408. */
  static UnacceptableBody tooSlow() {
    return new UnacceptableBody(TOO_SLOW, "The body took too long. Send it at once.");
  }

  /** The status of HTTP. */
  public int status() {
    return status;
  }
}
