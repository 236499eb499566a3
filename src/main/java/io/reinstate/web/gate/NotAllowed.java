package io.reinstate.web.gate;

import io.reinstate.ReinstateException;
import io.reinstate.web.Who;
import io.reinstate.web.limit.UnacceptableBody;
import java.util.Optional;

/** A request that is not let through to the engine or to the JSON API. */
public final class NotAllowed extends ReinstateException {

  private static final long serialVersionUID = 1L;

  private static final int MALFORMED = 400;
  private static final int FORBIDDEN = 403;
  private static final int TOO_LARGE = 413;
  private static final int NOT_READ = 415;

  private final int status;

  private NotAllowed(int status, String what, String where, String next) {
    super(what, where, next);
    this.status = status;
  }

  /** The status of HTTP. */
  public int status() {
    return status;
  }

  /** 403: nobody gives this command from outside. */
  public static NotAllowed toAnybody(String command) {
    return new NotAllowed(
        FORBIDDEN,
        "This command is open to no one",
        command,
        "Use Tasklist, the Rollbacks page or the JSON API (docs/api.md).");
  }

  /** 403: others may. */
  public static NotAllowed to(Optional<String> user, String command, Who who) {
    return new NotAllowed(
        FORBIDDEN,
        "«%s» may not do this: it is for %s".formatted(user.orElse("nobody"), who.title()),
        command,
        "Ask one of them, or an administrator for the group.");
  }

  /** 400: a body that is not as the command takes it. */
  static NotAllowed body(EngineCommand command, String what, String next) {
    return new NotAllowed(MALFORMED, what, "body of " + command.name(), next);
  }

  /** 403: a body that is understood, and asks for what nobody may have. */
  static NotAllowed content(EngineCommand command, String what, String next) {
    return new NotAllowed(FORBIDDEN, what, "body of " + command.name(), next);
  }

  /** 413. */
  static NotAllowed size(EngineCommand command, int most) {
    return new NotAllowed(
        TOO_LARGE, "More than " + most + " bytes", "body of " + command.name(), "Send less.");
  }

  /** 413 or 408. */
  static NotAllowed read(EngineCommand command, UnacceptableBody refusal) {
    return new NotAllowed(
        refusal.status(),
        "It is not read to its end",
        "body of " + command.name(),
        refusal.getMessage());
  }

  /** 415. */
  static NotAllowed type(EngineCommand command, String type) {
    return new NotAllowed(
        NOT_READ,
        "«" + type + "» is not read",
        "body of " + command.name(),
        "Send application/json in UTF-8.");
  }
}
