package io.reinstate.storage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Collections;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DurableTest {

  private static final int AT_ONCE = 8;

  @TempDir private Path directory;

  @Test
  void directoryMayBeCreatedByManyAtOnce() throws Exception {
    var together = new CyclicBarrier(AT_ONCE);
    var threads = Executors.newFixedThreadPool(AT_ONCE);
    try {
      for (var path :
          IntStream.range(0, 200).mapToObj(i -> directory.resolve(i + "/a/b")).toList()) {
        Callable<Void> creation = () -> createAfter(together, path);
        for (var created : threads.invokeAll(Collections.nCopies(AT_ONCE, creation))) {
          created.get();
        }
        assertThat(path).isDirectory();
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void fileKeepsItsRightsWhenItIsWritten() throws IOException {
    var file = Files.writeString(directory.resolve("upstream.conf"), "old");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r-x"));

    Durable.write(file, "new".getBytes(UTF_8));

    assertThat(file).hasContent("new");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-r--r-x");
  }

  @Test
  void newFileIsWrittenAndWhatAFailedTryLeftIsNoObstacle() throws IOException {
    var file = directory.resolve("journal.json");
    Files.writeString(directory.resolve(".journal.json.reinstate-new"), "half");

    Durable.write(file, "whole".getBytes(UTF_8));

    assertThat(file).hasContent("whole");
    assertThat(directory).isDirectoryNotContaining("glob:**reinstate-new");
  }

  private static Void createAfter(CyclicBarrier together, Path path) throws Exception {
    together.await();
    Durable.createDirectories(path);
    return null;
  }
}
