package io.reinstate.rollback.plan;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import io.reinstate.catalog.application.Application;
import io.reinstate.rollback.DataSince;
import io.reinstate.storage.HeldDirectory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Finds what customers wrote since a moment, by the times of the application's data files. */
@Component
public class WrittenData {

  public DataSince since(Application application, Instant moment) {
    if (application.data().isEmpty()) {
      return DataSince.NOTHING;
    }
    var home = application.home();
    var matchers = application.data().stream().map(pattern -> matcher(home, pattern)).toList();
    var found = new Found(matchers, moment);
    try (var held = HeldDirectory.open(home)) {
      found.into(held, Path.of(""));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot look for data in " + home, e);
    }
    return found.result();
  }

  private static PathMatcher matcher(Path home, String pattern) {
    return home.getFileSystem().getPathMatcher("glob:" + pattern);
  }

  private static final class Found {

    private final List<PathMatcher> matchers;
    private final Instant moment;
    private final List<String> files = new ArrayList<>();
    private long bytes;
    private Instant newest = Instant.MIN;

    Found(List<PathMatcher> matchers, Instant moment) {
      this.matchers = matchers;
      this.moment = moment;
    }

    void into(HeldDirectory directory, Path path) throws IOException {
      for (var name : directory.names()) {
        try {
          look(directory, name.toString(), path.resolve(name));
        } catch (FileSystemException e) {
          // It is gone, or nobody may look at it.
          continue;
        }
      }
    }

    private void look(HeldDirectory directory, String name, Path path) throws IOException {
      var attributes =
          Files.readAttributes(directory.name(name), BasicFileAttributes.class, NOFOLLOW_LINKS);
      if (attributes.isDirectory()) {
        try (var inside = directory.directory(name)) {
          into(inside, path);
        }
      } else {
        visit(path, attributes);
      }
    }

    private void visit(Path path, BasicFileAttributes attributes) {
      var written = attributes.lastModifiedTime().toInstant();
      if (written.isAfter(moment) && matchers.stream().anyMatch(each -> each.matches(path))) {
        files.add(path.toString());
        bytes += attributes.size();
        newest = written.isAfter(newest) ? written : newest;
      }
    }

    DataSince result() {
      return new DataSince(
          files.stream().sorted().toList(),
          bytes,
          files.isEmpty() ? Optional.empty() : Optional.of(newest));
    }
  }
}
