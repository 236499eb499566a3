package io.reinstate.web;

import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.camunda.bpm.engine.rest.dto.ExceptionDto;

/** What the gate before the engine answers when it does not let a request through. */
final class NotAllowed extends WebApplicationException {

  private static final int TOO_LARGE = 413;
  private static final int NOT_READ = 415;

  private NotAllowed(int status, String message) {
    super(message, response(status, message));
  }

  /** 403: nobody gives this command from outside. */
  static NotAllowed toAnybody(String command) {
    return new NotAllowed(
        403,
        "Nobody may do this from outside: %s. Use Tasklist, the Rollbacks page or the JSON API (docs/api.md)."
            .formatted(command));
  }

  /** 403: others may. */
  static NotAllowed to(Optional<String> user, EngineCommand command) {
    return new NotAllowed(
        403,
        "«%s» may not do this: %s. It is for %s. Ask one of them."
            .formatted(user.orElse("nobody"), command.name(), command.who().title()));
  }

  /** 400: a body that is not as the command takes it. */
  static NotAllowed body(EngineCommand command, String what, String next) {
    return new NotAllowed(400, "%s: body of %s. %s".formatted(what, command.name(), next));
  }

  /** 403: a body that is understood, and asks for what nobody may have. */
  static NotAllowed content(EngineCommand command, String what, String next) {
    return new NotAllowed(403, "%s: body of %s. %s".formatted(what, command.name(), next));
  }

  /** 413. */
  static NotAllowed size(EngineCommand command, int most) {
    return new NotAllowed(
        TOO_LARGE, "More than %d bytes: body of %s. Send less.".formatted(most, command.name()));
  }

  /** 415. */
  static NotAllowed type(EngineCommand command, String type) {
    return new NotAllowed(
        NOT_READ,
        "«%s» is not read: body of %s. Send application/json in UTF-8."
            .formatted(type, command.name()));
  }

  private static Response response(int status, String message) {
    var body = new ExceptionDto();
    body.setType("NotAllowed");
    body.setMessage(message);
    return Response.status(status).entity(body).type(MediaType.APPLICATION_JSON_TYPE).build();
  }
}
