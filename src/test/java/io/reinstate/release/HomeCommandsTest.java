package io.reinstate.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.reinstate.catalog.application.CommandSpec;
import io.reinstate.host.CommandTimedOut;
import io.reinstate.host.LocalHost;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HomeCommandsTest {

  @TempDir Path directory;

  private GitShop shop;
  private HomeCommands commands;

  @BeforeEach
  void open() {
    shop = new GitShop(directory);
    commands = node("builds");
  }

  private HomeCommands node(String builds) {
    return new HomeCommands(
        new ReleaseSettings(directory.resolve(builds), Duration.ofSeconds(1)),
        new LocalHost(),
        Clock.systemUTC());
  }

  private void run(CommandSpec... specs) {
    commands.run(shop.application(), List.of(specs), "the installation", "shop-0001.1-install");
  }

  @Test
  void commandsRunInTheHomeDirectoryOneAfterTheOtherAndTheirOutputIsKept() {
    shop.write("lock", "1.2");

    run(
        GitShop.run("sh", "-c", "cp lock installed; echo one"),
        GitShop.run("sh", "-c", "cat installed; echo two"));

    assertThat(shop.read("installed")).isEqualTo("1.2");
    assertThat(commands.log(shop.application(), "shop-0001.1-install"))
        .content()
        .containsSubsequence("$ sh -c cp lock", "one", "exit status 0", "1.2", "two");
  }

  @Test
  void aFailureSaysWhichCommandAndWhatItPrintedLast() {
    assertThatThrownBy(
            () ->
                run(
                    GitShop.run("sh", "-c", "echo no such package; exit 3"),
                    GitShop.run("touch", "later")))
        .isInstanceOf(HomeCommandFailed.class)
        .hasMessageContainingAll(
            "Command 1 of 2 of the installation", "exit status 3", "no such package", ".log");
    assertThat(shop.has("later")).isFalse();
  }

  @Test
  void aCommandThatHangsIsEndedAfterItsTime() {
    assertThatThrownBy(
            () ->
                run(
                    new CommandSpec(
                        List.of("sleep", "30"), Map.of(), Map.of(), Duration.ofMillis(200))))
        .isInstanceOf(CommandTimedOut.class);
  }

  @Test
  void whatWasBegunIsKnownAfterwards() {
    assertThat(commands.begun(shop.application(), "shop-0001.1-install")).isFalse();

    run(GitShop.run("true"));

    assertThat(commands.begun(shop.application(), "shop-0001.1-install")).isTrue();
  }

  @Test
  void whatOneNodeBeganAnotherKnows() {
    run(GitShop.run("true"));

    assertThat(node("builds of the other").begun(shop.application(), "shop-0001.1-install"))
        .isTrue();
  }

  @Test
  void whatAKilledNodeLeftIsWaitedFor() throws Exception {
    var slow =
        GitShop.run(
            "sh",
            "-c",
            "mkdir busy || touch overlap; while [ ! -e go ]; do sleep 0.02; done; rmdir busy");
    var first = CompletableFuture.runAsync(() -> run(slow));
    await().atMost(Duration.ofSeconds(60)).until(() -> shop.has("busy"));
    var second =
        CompletableFuture.runAsync(
            () ->
                node("builds of the other")
                    .run(shop.application(), List.of(slow), "the installation", "again"));
    await().atMost(Duration.ofSeconds(60)).until(() -> waiting() == 1);

    shop.write("go", "");
    CompletableFuture.allOf(first, second).get(20, TimeUnit.SECONDS);

    assertThat(shop.has("overlap")).isFalse();
  }

  /** How many wait for a lock of this test. */
  private long waiting() {
    return ProcessHandle.current()
        .descendants()
        .map(process -> process.info().commandLine().orElse(""))
        .filter(line -> line.contains("--timeout") && line.contains(directory.toString()))
        .count();
  }

  @Test
  void aSecondRunGoesOnInTheSameLog() {
    run(GitShop.run("echo", "one"));
    run(GitShop.run("echo", "two"));

    assertThat(commands.log(shop.application(), "shop-0001.1-install"))
        .content()
        .containsSubsequence("one", "two");
  }
}
