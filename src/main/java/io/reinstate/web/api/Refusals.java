package io.reinstate.web.api;

import io.reinstate.ReinstateException;
import io.reinstate.backup.BackedUpElsewhere;
import io.reinstate.catalog.application.NotInCatalog;
import io.reinstate.host.Interrupted;
import io.reinstate.people.TooManyWrongPasswords;
import io.reinstate.process.approve.NotYourTask;
import io.reinstate.process.task.NoSuchTask;
import io.reinstate.process.task.NotOpen;
import io.reinstate.rollback.RollbackNotFound;
import io.reinstate.rollback.record.ApplicationBusy;
import io.reinstate.rollback.record.FourEyes;
import io.reinstate.snapshot.SnapshotNotFound;
import io.reinstate.web.gate.NotAllowed;
import io.reinstate.web.limit.UnacceptableBody;
import java.util.Optional;
import org.camunda.bpm.engine.AuthorizationException;
import org.camunda.bpm.engine.ProcessEngineException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/**
 * Turns failures into problem details (RFC 9457): the one place where errors become status codes.
 * Before Spring's own, which says less.
 */
@RestControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
class Refusals {

  @ExceptionHandler({ReinstateException.class, Interrupted.class})
  ProblemDetail refused(RuntimeException e) {
    return ProblemDetail.forStatusAndDetail(status(e), e.getMessage());
  }

  @ExceptionHandler
  ProblemDetail forbidden(AuthorizationException e) {
    return ProblemDetail.forStatusAndDetail(HttpStatus.FORBIDDEN, e.getMessage());
  }

  @ExceptionHandler
  ProblemDetail unreadable(HttpMessageNotReadableException e) {
    return first(UnacceptableBody.class, e)
        .map(
            body ->
                ProblemDetail.forStatusAndDetail(
                    HttpStatusCode.valueOf(body.status()), body.getMessage()))
        .orElseGet(
            () -> ProblemDetail.forStatusAndDetail(HttpStatus.BAD_REQUEST, UnreadableBody.told(e)));
  }

  /** The engine wraps what a step throws. */
  @ExceptionHandler
  ProblemDetail failed(ProcessEngineException e) {
    return in(e)
        .map(this::refused)
        .orElseGet(
            () ->
                ProblemDetail.forStatusAndDetail(HttpStatus.INTERNAL_SERVER_ERROR, e.getMessage()));
  }

  /** The first cause of a kind. */
  static <T extends Throwable> Optional<T> first(Class<T> kind, Throwable failure) {
    for (var cause = failure; cause != null; cause = cause.getCause()) {
      if (kind.isInstance(cause)) {
        return Optional.of(kind.cast(cause));
      }
    }
    return Optional.empty();
  }

  /** What ours is behind a failure, if anything: a refusal, or that Reinstate stops. */
  static Optional<RuntimeException> in(Throwable failure) {
    for (var cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof ReinstateException || cause instanceof Interrupted) {
        return Optional.of((RuntimeException) cause);
      }
    }
    return Optional.empty();
  }

  /**
   * The status in the engine's own REST API, where 403 and 404 are about the engine's resources and
   * the webapps take them so.
   */
  static HttpStatus engineStatus(RuntimeException e) {
    if (e instanceof NotAllowed refused) {
      return HttpStatus.valueOf(refused.status());
    }
    if (e instanceof Interrupted) {
      return HttpStatus.SERVICE_UNAVAILABLE;
    }
    if (e instanceof TooManyWrongPasswords) {
      return HttpStatus.TOO_MANY_REQUESTS;
    }
    return e instanceof ApplicationBusy ? HttpStatus.CONFLICT : HttpStatus.UNPROCESSABLE_ENTITY;
  }

  private static HttpStatus status(RuntimeException e) {
    if (e instanceof NotAllowed refused) {
      return HttpStatus.valueOf(refused.status());
    }
    if (e instanceof Interrupted) {
      return HttpStatus.SERVICE_UNAVAILABLE;
    }
    if (e instanceof ApplicationBusy || e instanceof BackedUpElsewhere || e instanceof NotOpen) {
      return HttpStatus.CONFLICT;
    }
    if (e instanceof FourEyes || e instanceof NotYourTask) {
      return HttpStatus.FORBIDDEN;
    }
    if (e instanceof UnreadableInput) {
      return HttpStatus.BAD_REQUEST;
    }
    return e instanceof NotInCatalog
            || e instanceof SnapshotNotFound
            || e instanceof RollbackNotFound
            || e instanceof NoSuchTask
        ? HttpStatus.NOT_FOUND
        : HttpStatus.UNPROCESSABLE_ENTITY;
  }
}
