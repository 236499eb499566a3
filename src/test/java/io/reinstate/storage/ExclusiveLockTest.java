package io.reinstate.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExclusiveLockTest {

  private static final Duration LONG = Duration.ofSeconds(60);

  @TempDir private Path directory;

  @Test
  void oneThreadAtATimeHoldsIt() throws Exception {
    var file = directory.resolve("new/lock");
    var count = new int[1];
    var threads = Executors.newFixedThreadPool(4);
    Callable<Void> act =
        () -> {
          try (var held = ExclusiveLock.of(file, LONG).orElseThrow()) {
            var seen = count[0];
            Thread.yield();
            count[0] = seen + 1;
          }
          return null;
        };
    try {
      for (var done : threads.invokeAll(Collections.nCopies(100, act))) {
        done.get();
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(count[0]).isEqualTo(100);
  }

  @Test
  void otherProcessIsWaitedForAndItsDeathFreesIt() throws Exception {
    var file = directory.resolve("lock");
    var other = otherProcessHolding(file);

    assertThat(ExclusiveLock.of(file, Duration.ZERO)).isEmpty();
    assertThat(ExclusiveLock.of(file, Duration.ofMillis(50))).isEmpty();
    other.destroyForcibly().waitFor();
    try (var held = ExclusiveLock.of(file, LONG).orElseThrow()) {
      assertThat(held).isNotNull();
    }
  }

  @Test
  void threadThatHoldsItDoesNotGetItAgain() throws IOException {
    var file = directory.resolve("lock");

    try (var held = ExclusiveLock.of(file, Duration.ZERO).orElseThrow()) {
      assertThat(held).isNotNull();
      assertThat(ExclusiveLock.of(file, Duration.ZERO)).isEmpty();
    }
    assertThat(ExclusiveLock.of(file, Duration.ZERO)).isPresent();
  }

  @Test
  void directoryThatCannotBeWrittenIsAnErrorAndHoldsNothing() throws IOException {
    var file = Files.createFile(directory.resolve("file")).resolve("lock");

    for (var tries = 0; tries < 2; tries++) {
      assertThatThrownBy(() -> ExclusiveLock.of(file, Duration.ZERO))
          .isInstanceOf(FileSystemException.class)
          .hasMessageContaining(directory.resolve("file").toString());
    }
  }

  private Process otherProcessHolding(Path file) throws IOException {
    var program = Files.writeString(directory.resolve("Holder.java"), HOLDER);
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var process =
        new ProcessBuilder(java, program.toString(), file.toString())
            .redirectErrorStream(true)
            .start();
    var output =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    assertThat(output.readLine()).isEqualTo("held");
    return process;
  }

  private static final String HOLDER =
      """
      import java.nio.channels.FileChannel;
      import java.nio.file.Path;
      import java.nio.file.StandardOpenOption;

      class Holder {
        public static void main(String[] arguments) throws Exception {
          var options = new StandardOpenOption[] {StandardOpenOption.CREATE, StandardOpenOption.WRITE};
          try (var channel = FileChannel.open(Path.of(arguments[0]), options);
              var lock = channel.lock()) {
            System.out.println("held");
            System.in.read();
          }
        }
      }
      """;
}
