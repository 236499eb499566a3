package io.reinstate.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
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

  private static Void createAfter(CyclicBarrier together, Path path) throws Exception {
    together.await();
    Durable.createDirectories(path);
    return null;
  }
}
