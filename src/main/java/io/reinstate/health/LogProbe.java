package io.reinstate.health;

import io.reinstate.catalog.application.ProbeSpec;
import io.reinstate.catalog.application.SystemUser;
import io.reinstate.host.Deadline;
import io.reinstate.host.FilesAs;
import io.reinstate.service.LogStart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Looks for a line. A line that is found is not quoted: it may hold secrets.
 *
 * <p>A log that was set aside as {@code <log>.1} since the start goes on in the file itself. Where
 * it was set aside more than once, what came first is gone; so a line that is not found then may
 * have been there.
 */
final class LogProbe {

  /** A stretch of a log, from a position to the end. */
  private record Part(Path file, long from) {}

  private final ProbeSpec.Log spec;
  private final Optional<ProbedService> subject;
  private final SystemUser user;
  private final Deadline deadline;
  private final List<Part> parts = new ArrayList<>();
  private boolean setAside;

  /**
   * @param user with whose rights the log is read, so that a link leads no further
   */
  LogProbe(ProbeSpec.Log spec, Optional<ProbedService> subject, SystemUser user) {
    this.user = user;
    this.spec = spec;
    this.subject = subject;
    deadline = Deadline.in(spec.timeout());
  }

  Finding ask() {
    var file = spec.file().or(() -> subject.flatMap(ProbedService::log));
    if (file.isEmpty()) {
      return Finding.unknown(spec.name() + " belongs to no service with a log of its own");
    }
    var log = file.get();
    var start = subject.flatMap(service -> service.logStart(log));
    return FilesAs.call(user, () -> Files.exists(log) ? ask(log, start) : missing(log));
  }

  private Finding ask(Path log, Optional<LogStart> start) {
    try {
      if (spec.since() == ProbeSpec.Since.BEGINNING) {
        all(log);
      } else {
        if (start.isEmpty()) {
          return Finding.unknown(spec.name() + " cannot tell: " + neverStarted(log));
        }
        since(start.get(), log);
      }
      return judge(log);
    } catch (IOException e) {
      return Finding.unknown(spec.name() + " cannot tell: " + log + " cannot be read: " + e);
    }
  }

  private Finding missing(Path log) {
    var reason = spec.name() + ": there is no log " + log;
    return spec.contains().isPresent() ? Finding.unhealthy(reason) : Finding.unknown(reason);
  }

  private String neverStarted(Path log) {
    return "Reinstate has not started "
        + subject.map(ProbedService::name).orElse("any service")
        + " yet, so nobody knows since when "
        + log.getFileName()
        + " counts";
  }

  private void all(Path log) {
    if (Files.exists(aside(log))) {
      parts.add(new Part(aside(log), 0));
    }
    parts.add(new Part(log, 0));
  }

  private void since(LogStart start, Path log) throws IOException {
    var aside = aside(log);
    var asideSince =
        Files.exists(aside) && Files.getLastModifiedTime(aside).toInstant().isAfter(start.noted());
    setAside = asideSince || Files.size(log) < start.position();
    if (asideSince) {
      parts.add(new Part(aside, Files.size(aside) < start.position() ? 0 : start.position()));
    }
    parts.add(new Part(log, setAside ? 0 : start.position()));
  }

  private static Path aside(Path log) {
    return log.resolveSibling(log.getFileName() + ".1");
  }

  private Finding judge(Path log) throws IOException {
    var pattern = Pattern.compile(spec.contains().or(spec::absent).orElseThrow());
    var wanted = spec.contains().isPresent();
    for (var part : parts) {
      var lines = new LogLines(part.file(), part.from(), deadline);
      if (lines.anyMatches(pattern)) {
        var reason = spec.name() + ": " + log.getFileName() + " has a line with " + quoted(pattern);
        return wanted ? Finding.healthy(reason) : Finding.unhealthy(reason + ", expected none");
      }
      if (deadline.passed()) {
        var limit = Durations.of(spec);
        return Finding.unknown(spec.name() + ": " + log + " is too long to read in " + limit);
      }
    }
    return notFound(log, pattern, wanted);
  }

  private Finding notFound(Path log, Pattern pattern, boolean wanted) {
    var since = spec.since() == ProbeSpec.Since.RESTART ? " since the start" : "";
    var reason =
        spec.name() + ": " + log.getFileName() + " has no line with " + quoted(pattern) + since;
    if (!wanted) {
      return Finding.healthy(reason);
    }
    return setAside
        ? Finding.unknown(reason + ", but it was set aside, so the line may be gone")
        : Finding.unhealthy(reason);
  }

  private static String quoted(Pattern pattern) {
    return Finding.quote(pattern.pattern());
  }
}
