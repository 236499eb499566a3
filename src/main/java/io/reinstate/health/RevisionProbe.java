package io.reinstate.health;

import com.fasterxml.jackson.databind.JsonNode;
import io.reinstate.catalog.application.Application;
import io.reinstate.catalog.application.ProbeSpec;
import io.reinstate.catalog.application.SystemUser;
import io.reinstate.exchange.Restored;
import io.reinstate.exchange.RestoredFiles;
import io.reinstate.git.Revision;
import io.reinstate.git.Revisions;
import io.reinstate.snapshot.store.Snapshots;
import io.reinstate.storage.ByName;
import io.reinstate.storage.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Compares the revision that the application tells with the one that should be there: whatever put
 * the code there last, the move of the repository's head or the restore of all files.
 */
final class RevisionProbe {

  /** What is shorter could be any commit. */
  private static final String COMMIT = "[0-9a-f]{7,64}";

  private static final long LONGEST_FILE = 64 * 1024;

  private final HttpProbe http;
  private final Revisions revisions;
  private final Snapshots snapshots;
  private final RestoredFiles restored;

  RevisionProbe(HttpProbe http, Revisions revisions, Snapshots snapshots, RestoredFiles restored) {
    this.http = http;
    this.revisions = revisions;
    this.snapshots = snapshots;
    this.restored = restored;
  }

  Finding ask(ProbeSpec.Revision spec, Application application) {
    var expected = expected(application);
    if (expected.isEmpty()) {
      return Finding.unknown(
          spec.name()
              + " cannot tell: "
              + application.home()
              + (application.keepsReleases()
                  ? "/current leads to no release with a file REVISION"
                  : " is no git work tree, and no snapshot with a revision was restored"));
    }
    try {
      return judge(spec, told(spec, application.user()), expected.get());
    } catch (NotMeasured e) {
      return e.finding();
    }
  }

  private Optional<Revision> expected(Application application) {
    if (application.keepsReleases()) {
      return revisions.live(application);
    }
    var latest = restored.last(application);
    var moved = revisions.moved(application.home(), application.user());
    return latest
        .filter(last -> moved.filter(last.at()::isBefore).isEmpty())
        .map(Restored::snapshot)
        .flatMap(snapshot -> snapshots.find(snapshot).revision())
        .or(() -> revisions.head(application.home(), application.user()));
  }

  private static Finding judge(ProbeSpec.Revision spec, String told, Revision expected) {
    var says = spec.name() + " says " + Finding.quote(told);
    return told.matches(COMMIT) && expected.commit().startsWith(told)
            || expected.tags().contains(told)
        ? Finding.healthy(says)
        : Finding.unhealthy(says + ", expected " + expected.describe());
  }

  private String told(ProbeSpec.Revision spec, SystemUser user) throws NotMeasured {
    var content =
        spec.file().isPresent()
            ? ByName.call(user, spec.file().get(), () -> read(spec, spec.file().get()))
            : fetch(spec);
    if (spec.pointer().isEmpty()) {
      return new String(content, StandardCharsets.UTF_8).strip().lines().findFirst().orElse("");
    }
    var found = parse(spec, content).at(spec.pointer().get());
    if (!found.isValueNode()) {
      throw wrong(spec, spec.pointer().get() + " is missing");
    }
    return found.asText().strip();
  }

  private byte[] fetch(ProbeSpec.Revision spec) throws NotMeasured {
    return http.fetch(spec.name(), spec.url().orElseThrow(), spec.timeout()).bytes();
  }

  private static byte[] read(ProbeSpec.Revision spec, Path file) throws NotMeasured {
    try {
      if (!Files.isRegularFile(file) && Files.exists(file)) {
        throw wrong(spec, file + " is no file");
      } else if (Files.size(file) > LONGEST_FILE) {
        throw wrong(spec, file + " is longer than 64 KiB");
      }
      return Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      throw wrong(spec, "there is no file " + file);
    } catch (IOException e) {
      throw new NotMeasured(Finding.unknown(spec.name() + " cannot tell: " + e));
    }
  }

  private static JsonNode parse(ProbeSpec.Revision spec, byte[] content) throws NotMeasured {
    try {
      return Json.MAPPER.readTree(content);
    } catch (IOException e) {
      throw wrong(spec, "what it says is not JSON");
    }
  }

  private static NotMeasured wrong(ProbeSpec.Revision spec, String what) {
    return new NotMeasured(Finding.unhealthy(spec.name() + ": " + what));
  }
}
