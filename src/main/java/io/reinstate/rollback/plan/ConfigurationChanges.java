package io.reinstate.rollback.plan;

import io.reinstate.ReinstateException;
import io.reinstate.catalog.application.Application;
import io.reinstate.git.LineDifference;
import io.reinstate.rollback.PlannedAct;
import io.reinstate.rollback.PlannedAct.ChangeLines;
import io.reinstate.snapshot.SnapshotId;
import io.reinstate.snapshot.store.Snapshots;
import io.reinstate.storage.HeldFile;
import io.reinstate.storage.HeldTree;
import io.reinstate.tree.Difference;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Tells which lines of configuration would change, with what may be a secret blotted out. */
@Component
public class ConfigurationChanges {

  private static final int FILES = 6;
  private static final int LINES = 24;
  private static final int LENGTH = 110;

  private final Snapshots snapshots;

  public ConfigurationChanges(Snapshots snapshots) {
    this.snapshots = snapshots;
  }

  /** The changes of the first files; the plan names all of them. */
  public List<PlannedAct> of(Application application, SnapshotId target, Difference changes) {
    var acts = new ArrayList<PlannedAct>();
    Stream.of(changes.changed(), changes.added(), changes.removed())
        .flatMap(List::stream)
        .filter(path -> !path.endsWith("/"))
        .limit(FILES)
        .forEach(path -> acts.add(change(application, target, path)));
    return acts;
  }

  private ChangeLines change(Application application, SnapshotId target, String path) {
    try {
      var lines = LineDifference.between(live(application, path), then(target, path));
      return new ChangeLines(
          path,
          lines.stream().limit(LINES).map(ConfigurationChanges::shown).toList(),
          Math.max(0, lines.size() - LINES));
    } catch (ReinstateException | IOException e) {
      return new ChangeLines(path, List.of("(cannot be shown: " + e.getMessage() + ")"), 0);
    }
  }

  private static String live(Application application, String path) throws IOException {
    try (var tree = HeldTree.of(application.home());
        var file = tree.file(path)) {
      return Files.isRegularFile(file.path()) ? text(file) : "";
    } catch (NoSuchFileException | NotDirectoryException e) {
      return "";
    }
  }

  private static String text(HeldFile file) throws IOException {
    try (var in = file.read()) {
      var bytes = in.readNBytes((int) Snapshots.LONGEST_TEXT + 1);
      if (bytes.length > Snapshots.LONGEST_TEXT) {
        throw new IOException("it is too long");
      }
      return new String(bytes, StandardCharsets.UTF_8);
    }
  }

  private String then(SnapshotId target, String path) {
    return snapshots.text(target, path).orElse("");
  }

  private static String shown(String line) {
    var redacted = line.charAt(0) + Redaction.of(line.substring(1));
    return redacted.length() <= LENGTH ? redacted : redacted.substring(0, LENGTH - 1) + "…";
  }
}
