package io.reinstate.rollback;

import io.reinstate.catalog.Application;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Finds what customers wrote since a moment, by the times of the application's data files. */
@Component
class WrittenData {

  DataSince since(Application application, Instant moment) {
    if (application.data().isEmpty()) {
      return DataSince.NOTHING;
    }
    var home = application.home();
    var matchers = application.data().stream().map(pattern -> matcher(home, pattern)).toList();
    var found = new Found(home, matchers, moment);
    try {
      Files.walkFileTree(home, found);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot look for data in " + home, e);
    }
    return found.result();
  }

  private static PathMatcher matcher(Path home, String pattern) {
    return home.getFileSystem().getPathMatcher("glob:" + pattern);
  }

  private static final class Found extends SimpleFileVisitor<Path> {

    private final Path home;
    private final List<PathMatcher> matchers;
    private final Instant moment;
    private final List<String> files = new ArrayList<>();
    private long bytes;
    private Instant newest = Instant.MIN;

    Found(Path home, List<PathMatcher> matchers, Instant moment) {
      this.home = home;
      this.matchers = matchers;
      this.moment = moment;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      var written = attributes.lastModifiedTime().toInstant();
      var relative = home.relativize(file);
      if (written.isAfter(moment)
          && matchers.stream().anyMatch(matcher -> matcher.matches(relative))) {
        files.add(relative.toString());
        bytes += attributes.size();
        newest = written.isAfter(newest) ? written : newest;
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException e) {
      return FileVisitResult.CONTINUE;
    }

    DataSince result() {
      return new DataSince(
          files.stream().sorted().toList(),
          bytes,
          files.isEmpty() ? Optional.empty() : Optional.of(newest));
    }
  }
}
