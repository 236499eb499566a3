package io.reinstate.service;

import static io.reinstate.service.ServiceStatus.State.RUNNING;
import static io.reinstate.service.ServiceStatus.State.STOPPED;
import static io.reinstate.service.ServiceStatus.State.UNKNOWN;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import io.reinstate.catalog.Catalog;
import io.reinstate.catalog.application.Application;
import io.reinstate.catalog.application.RunSpec;
import io.reinstate.catalog.application.SecretReference;
import io.reinstate.catalog.application.ServiceId;
import io.reinstate.host.CommandNotStarted;
import io.reinstate.host.Deadline;
import io.reinstate.host.LocalHost;
import io.reinstate.host.ProcessStat;
import io.reinstate.storage.Durable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SupervisedServiceTest {

  private static final ServiceId WEB = new ServiceId("web");

  @TempDir Path parent;
  private final Services services = new Services(new LocalHost());
  private final List<Application> started = new ArrayList<>();

  @AfterEach
  void stopWhatWasStarted() {
    started.forEach(
        application -> {
          services.stopAll(application);
          services.stopMinimal(application);
        });
  }

  @Test
  void runsUntilItIsStopped() {
    var shop = web("exec sleep 60");
    assertThat(services.status(shop, WEB).state()).isEqualTo(STOPPED);

    services.start(shop, WEB);
    var status = services.status(shop, WEB);
    assertThat(status.state()).isEqualTo(RUNNING);
    assertThat(status.reason()).isEqualTo("web runs as process " + status.pid().getAsLong());

    services.stop(shop, WEB);
    assertThat(services.status(shop, WEB).state()).isEqualTo(STOPPED);
    assertThat(alive(status.pid().getAsLong())).isFalse();
  }

  @Test
  void startingAndStoppingTwiceChangesNothing() {
    var shop = web("exec sleep 60");

    services.start(shop, WEB);
    var first = pid(shop);
    services.start(shop, WEB);
    assertThat(pid(shop)).isEqualTo(first);

    services.stop(shop, WEB);
    services.stop(shop, WEB);
    assertThat(services.status(shop, WEB).state()).isEqualTo(STOPPED);
  }

  @Test
  void isFoundAgainByAFreshInstance() {
    var shop = web("exec sleep 60");
    services.start(shop, WEB);

    var later = new Services(new LocalHost());

    assertThat(later.status(shop, WEB).pid()).hasValue(pid(shop));
    later.stop(shop, WEB);
    assertThat(services.status(shop, WEB).state()).isEqualTo(STOPPED);
  }

  @Test
  void survivesTheDeathOfTheJvmThatStartedIt() throws Exception {
    var shop = web("exec sleep 60");
    var java = ProcessHandle.current().info().command().orElseThrow();
    var classes = System.getProperty("java.class.path");
    var jvm =
        new ProcessBuilder(
                java, "-cp", classes, StartAndDie.class.getName(), parent.toString(), "sleep", "60")
            .inheritIO()
            .start();

    assertThat(jvm.waitFor(60, SECONDS)).isTrue();

    assertThat(jvm.exitValue()).isEqualTo(137);
    assertThat(services.status(shop, WEB).state()).isEqualTo(RUNNING);
  }

  @Test
  void livesInASessionOfItsOwnWithThreeOpenFiles() throws IOException {
    var shop = web("exec sleep 60");
    services.start(shop, WEB);
    var pid = pid(shop);

    var stat = ProcessStat.of(pid).orElseThrow();
    assertThat(stat.session()).isEqualTo(pid);
    assertThat(stat.group()).isEqualTo(pid);
    var log = log(shop).toRealPath().toString();
    // A program that begins opens libraries for a moment.
    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(
            () ->
                assertThat(openFiles(pid))
                    .containsOnly(entry("0", "/dev/null"), entry("1", log), entry("2", log)));
  }

  @Test
  void getsTheBaseEnvironmentAndItsOwnOnly() throws IOException {
    var shop = web("env; exec sleep 60");
    services.start(shop, WEB);
    awaitLog(shop, "COLOUR=blue");

    var names = Files.readAllLines(log(shop)).stream().map(line -> line.replaceAll("=.*", ""));

    assertThat(names)
        .isSubsetOf(
            "COLOUR", "PATH", "HOME", "USER", "LANG", "TZ", "TMPDIR", "PWD", "OLDPWD", "_",
            "SHLVL");
  }

  @Test
  void argumentsAreNeverReadByAShell() throws IOException {
    var hostile = "$(touch pwned) 'a b' \"; touch pwned; `touch pwned` *";
    var shop =
        application(
            List.of("/bin/sh", "-c", "printf '%s|' \"$@\"; exec sleep 60", "web", hostile, ""));

    services.start(shop, WEB);

    awaitLog(shop, hostile + "||");
    assertThat(shop.home().resolve("pwned")).doesNotExist();
  }

  @Test
  void reusedPidIsNotTakenForTheService() throws IOException {
    var shop = web("exec sleep 60");
    var stranger = new ProcessBuilder("setsid", "sleep", "60").start();
    try {
      var real = ProcessStat.of(stranger.pid()).orElseThrow().startTicks();
      writePidFile(shop, stranger.pid(), real - 1, ServiceProcess.currentBoot());
      assertThat(services.status(shop, WEB).state()).isEqualTo(STOPPED);

      services.stop(shop, WEB);

      assertThat(stranger.isAlive()).isTrue();
    } finally {
      stranger.destroyForcibly();
    }
  }

  @Test
  void processOfAnEarlierBootIsNotTakenForTheService() throws IOException {
    var shop = web("exec sleep 60");
    var stranger = new ProcessBuilder("setsid", "sleep", "60").start();
    try {
      var ticks = ProcessStat.of(stranger.pid()).orElseThrow().startTicks();
      writePidFile(shop, stranger.pid(), ticks, "00000000-0000-0000-0000-000000000000");
      assertThat(services.status(shop, WEB).state()).isEqualTo(STOPPED);

      services.start(shop, WEB);

      assertThat(stranger.isAlive()).isTrue();
      assertThat(pid(shop)).isNotEqualTo(stranger.pid());
    } finally {
      stranger.destroyForcibly();
    }
  }

  @Test
  void strangersLeftInASessionWithItsOldPidAreNotKilled() throws IOException {
    var shop = web("exec sleep 60");
    var stranger = new ProcessBuilder("setsid", "sh", "-c", "sleep 60 & echo $!").start();
    var orphan = Long.parseLong(new String(readLine(stranger)).strip());
    await(() -> !stranger.isAlive());
    try {
      writePidFile(shop, stranger.pid(), 1, ServiceProcess.currentBoot());

      services.stop(shop, WEB);

      assertThat(alive(orphan)).isTrue();
    } finally {
      ProcessHandle.of(orphan).ifPresent(ProcessHandle::destroyForcibly);
    }
  }

  @Test
  void pidFileThatMakesNoSenseLeavesTheStatusUnknown() throws IOException {
    var shop = web("exec sleep 60");
    Durable.createDirectories(pidFile(shop).getParent());
    Files.writeString(pidFile(shop), "nonsense\n");

    assertThat(services.status(shop, WEB).state()).isEqualTo(UNKNOWN);
    assertThatThrownBy(() -> services.start(shop, WEB))
        .isInstanceOf(RunFilesUnusable.class)
        .hasMessageContaining("web.pid");
    Files.delete(pidFile(shop));
  }

  @Test
  void startedByManyThreadsAtOnceItRunsOnce() throws Exception {
    var shop = web("echo started $$; exec sleep 60");
    var together = new CyclicBarrier(4);
    Callable<Void> start =
        () -> {
          together.await();
          new Services(new LocalHost()).start(shop, WEB);
          return null;
        };
    var threads = Executors.newFixedThreadPool(4);
    try {
      for (var done : threads.invokeAll(List.of(start, start, start, start))) {
        done.get();
      }
    } finally {
      threads.shutdownNow();
    }

    awaitLog(shop, "started " + pid(shop));
    assertThat(Files.readAllLines(log(shop))).hasSize(1);
  }

  @Test
  void thatIgnoresSigtermIsKilledWithItsChildrenAfterTheGrace() throws IOException {
    var stubborn = "trap '' TERM; ";
    var shop =
        new TestApplication(parent)
            .grace(Duration.ofMillis(300))
            .supervised(
                "web",
                shell(
                    stubborn + "sh -c \"$0\" & echo $!; while :; do sleep 1; done",
                    stubborn + "while :; do sleep 1; done"))
            .build();
    started.add(shop);
    services.start(shop, WEB);
    var leader = pid(shop);
    var child = firstNumberInLog(shop);

    var begin = System.nanoTime();
    services.stop(shop, WEB);

    assertThat(Duration.ofNanos(System.nanoTime() - begin))
        .isBetween(Duration.ofMillis(300), Duration.ofSeconds(30));
    assertThat(alive(leader)).isFalse();
    assertThat(alive(child)).isFalse();
  }

  @Test
  void stoppingEndsChildrenWhoseParentDiedBefore() throws Exception {
    var shop = web("sleep 60 & echo $!; wait");
    services.start(shop, WEB);
    var child = firstNumberInLog(shop);
    ProcessHandle.of(pid(shop)).orElseThrow().destroyForcibly();
    await(() -> services.status(shop, WEB).state() == STOPPED);
    assertThat(services.status(shop, WEB).reason()).contains("left processes behind: 1");

    services.stop(shop, WEB);

    assertThat(alive(child)).isFalse();
  }

  @Test
  void startingEndsWhatACrashLeftBehind() throws Exception {
    var shop = web("sleep 60 & echo $!; wait");
    services.start(shop, WEB);
    var child = firstNumberInLog(shop);
    ProcessHandle.of(pid(shop)).orElseThrow().destroyForcibly();
    await(() -> services.status(shop, WEB).state() == STOPPED);

    services.start(shop, WEB);

    assertThat(alive(child)).isFalse();
    assertThat(services.status(shop, WEB).state()).isEqualTo(RUNNING);
  }

  @Test
  void thatEndsRightAfterItsStartIsReportedWithItsLastWords() throws IOException {
    var secret = Files.writeString(parent.resolve("secret"), "hunter2-hunter2");
    var shop =
        new TestApplication(parent)
            .secrets(Map.of("TOKEN", new SecretReference("file:" + secret)))
            .supervised("web", shell("echo no luck with $TOKEN; exit 7"))
            .build();

    assertThatThrownBy(() -> services.start(shop, WEB))
        .isInstanceOf(StartFailed.class)
        .hasMessageContaining("web ended right after its start with exit status 7")
        .hasMessageContaining("no luck with «***»")
        .hasMessageContaining(log(shop).toString());
    assertThat(services.status(shop, WEB).state()).isEqualTo(STOPPED);
    assertThat(services.recentLog(shop, WEB, 5)).isEqualTo("no luck with «***»");
  }

  @Test
  void lastWordsHideTheSecretsOfTheOtherServicesToo() throws IOException {
    var secret = Files.writeString(parent.resolve("secret"), "hunter2-hunter2");
    var shop =
        new TestApplication(parent)
            .supervised("web", shell("echo no luck with hunter2-hunter2; exit 7"))
            .secrets(Map.of("TOKEN", new SecretReference("file:" + secret)))
            .supervised("worker", shell("true"))
            .build();

    assertThatThrownBy(() -> services.start(shop, WEB))
        .hasMessageContaining("no luck with «***»")
        .hasMessageNotContaining("hunter2");
    assertThat(services.recentLog(shop, WEB, 5)).isEqualTo("no luck with «***»");
    Files.delete(secret);
    assertThat(services.recentLog(shop, WEB, 5))
        .startsWith("The log is not shown, for its secrets cannot be masked. ");
  }

  @Test
  void lastWordsAreThoseOfThisStartOnly() throws IOException {
    var shop = web("if [ -e old ]; then exit 1; fi; touch old; echo of the first; exit 1");
    assertThatThrownBy(() -> services.start(shop, WEB)).hasMessageContaining("of the first");

    assertThatThrownBy(() -> services.start(shop, WEB))
        .hasMessageNotContaining("of the first")
        .hasMessageContaining("It wrote nothing to its log");
  }

  @Test
  void withoutSuchAProgramItIsNotStarted() {
    var shop = application(List.of("no-such-server", "--port", "1"));

    assertThatThrownBy(() -> services.start(shop, WEB))
        .isInstanceOf(CommandNotStarted.class)
        .hasMessageContaining("«no-such-server» cannot be started: there is no such program");
    assertThat(pidFile(shop)).doesNotExist();
  }

  @Test
  void withAnInterpreterThatIsMissingItIsNotStarted() throws IOException {
    var shop = application(List.of("./server"));
    var server = Files.writeString(shop.home().resolve("server"), "#!/no/such/interpreter\n");
    assertThat(server.toFile().setExecutable(true)).isTrue();

    assertThatThrownBy(() -> services.start(shop, WEB))
        .isInstanceOf(StartFailed.class)
        .hasMessageContaining("exit status 12");
  }

  @Test
  void appendsToItsLogAndRecentLinesAreRead() throws IOException {
    var shop = web("echo one; echo two; echo three; exec sleep 60");
    Files.createDirectories(log(shop).getParent());
    Files.writeString(log(shop), "before\n");

    services.start(shop, WEB);

    awaitLog(shop, "three");
    assertThat(services.recentLog(shop, WEB, 2)).isEqualTo("two\nthree");
    assertThat(services.recentLog(shop, WEB, 9)).isEqualTo("one\ntwo\nthree");
    assertThat(log(shop)).content().startsWith("before\none\n");
  }

  @Test
  void recentLogIsEmptyBeforeTheFirstStart() {
    assertThat(services.recentLog(web("exec sleep 60"), WEB, 10)).isEmpty();
  }

  @Test
  void longLogIsSetAsideAtTheStart() throws IOException {
    var shop =
        new TestApplication(parent)
            .logLimit(100)
            .supervised("web", shell("echo fresh; exec sleep 60"))
            .build();
    started.add(shop);
    Files.createDirectories(log(shop).getParent());
    Files.writeString(log(shop), "x".repeat(200));

    services.start(shop, WEB);

    awaitLog(shop, "fresh");
    assertThat(log(shop)).hasContent("fresh\n");
    assertThat(aside(shop)).hasSize(200);
  }

  @Test
  void longLogOfARunningServiceIsSetAsideAndWrittenOn() throws IOException {
    var script = "while :; do if [ -e say ]; then mv say said; cat said; fi; sleep 0.02; done";
    var shop = new TestApplication(parent).logLimit(100).supervised("web", shell(script)).build();
    started.add(shop);
    services.start(shop, WEB);
    say(shop, "y".repeat(200) + "\n");
    var rotation = new LogRotation(new Catalog(List.of(shop)));

    rotation.setAsideLongLogs();
    say(shop, "after\n");
    rotation.setAsideLongLogs();

    assertThat(aside(shop)).hasSize(201);
    assertThat(log(shop)).hasContent("after\n");
  }

  @Test
  void servicesAreStartedAfterWhatTheyRequireAndStoppedBeforeIt() throws IOException {
    var note = "trap 'echo '$0' >>stopped; exit 0' TERM; echo $0 >>ready; ";
    var loop = "while :; do sleep 0.02; done";
    var shop =
        new TestApplication(parent)
            .supervised("web", shell(note + loop, "web"), "api")
            .supervised("api", shell(note + loop, "api"), "store")
            .supervised("store", shell(note + loop, "store"))
            .build();
    started.add(shop);

    services.startAll(shop);
    assertThat(starts(shop, "store", "api", "web")).isSorted();
    awaitReady(shop, 3);
    services.stop(shop, List.of(new ServiceId("store"), WEB));
    services.start(shop, List.of(WEB, new ServiceId("store")));
    assertThat(starts(shop, "api", "store", "web")).isSorted();
    awaitReady(shop, 5);
    services.stopAll(shop);

    assertThat(Files.readAllLines(shop.home().resolve("stopped")))
        .containsExactly("web", "store", "web", "api", "store");
  }

  @Test
  void aRestartThatIsRunAgainFindsItDone() throws IOException {
    var shop = web("exec sleep 60");
    services.start(shop, WEB);
    var before = services.status(shop, WEB).pid();

    services.restart(shop, List.of(WEB), "step-1");
    var after = services.status(shop, WEB).pid();
    new Services(new LocalHost()).restart(shop, List.of(WEB), "step-1");

    assertThat(after).isNotEqualTo(before);
    assertThat(services.status(shop, WEB).pid()).isEqualTo(after);
  }

  @Test
  void minimalServerIsHandledBesideTheServices() {
    var shop =
        new TestApplication(parent)
            .supervised("minimal", shell("exec sleep 60"))
            .minimal(shell("exec sleep 60"))
            .build();
    started.add(shop);

    services.startMinimal(shop);

    assertThat(services.minimalStatus(shop).state()).isEqualTo(RUNNING);
    assertThat(services.status(shop, new ServiceId("minimal")).state()).isEqualTo(STOPPED);
    services.stopMinimal(shop);
    assertThat(services.minimalStatus(shop).state()).isEqualTo(STOPPED);
  }

  @Test
  void minimalServerThatIsNotInTheCatalogCannotBeStarted() {
    var shop = web("exec sleep 60");

    assertThat(services.minimalStatus(shop).state()).isEqualTo(STOPPED);
    services.stopMinimal(shop);
    assertThatThrownBy(() -> services.startMinimal(shop)).isInstanceOf(NoMinimalServer.class);
  }

  @Test
  void signalReloadsItsFirstProcessAndNothingElse() {
    var shop = reloading("trap 'echo reloaded' HUP; echo ready; while :; do sleep 0.05; done");
    services.start(shop, WEB);
    awaitLog(shop, "ready");
    var pid = pid(shop);

    services.reload(shop, WEB);

    awaitLog(shop, "reloaded");
    assertThat(pid(shop)).isEqualTo(pid);
  }

  @Test
  void whatDoesNotRunOrHasNoSignalCannotBeReloaded() {
    assertThatThrownBy(() -> services.reload(reloading("exec sleep 60"), WEB))
        .isInstanceOf(CannotReload.class)
        .hasMessageContaining("web does not run");
    assertThatThrownBy(() -> services.reload(web("exec sleep 60"), WEB))
        .isInstanceOf(CannotReload.class)
        .hasMessageContaining("supervised.reload");
  }

  @Test
  void logsCountAnewFromAReload() {
    var shop =
        reloading(
            "trap : HUP; echo an error of the old release; while :; do sleep 60 & wait; done");
    services.start(shop, WEB);
    awaitLog(shop, "old release");

    services.reloadOrRestart(shop, List.of(WEB), List.of(WEB), "step-1");

    assertThat(services.logStart(shop, WEB, log(shop)).orElseThrow().position())
        .isEqualTo(log(shop).toFile().length());
  }

  private Application reloading(String script) {
    var application =
        new TestApplication(parent).reload("HUP").supervised("web", shell(script)).build();
    started.add(application);
    return application;
  }

  private Application web(String script) {
    return application(shell(script));
  }

  private Application application(List<String> command) {
    var application = new TestApplication(parent).supervised("web", command).build();
    started.add(application);
    return application;
  }

  private static List<String> shell(String script, String... arguments) {
    var command = new ArrayList<>(List.of("/bin/sh", "-c", script));
    command.addAll(List.of(arguments));
    return command;
  }

  private long pid(Application application) {
    return services.status(application, WEB).pid().orElseThrow();
  }

  private static boolean alive(long pid) {
    return ProcessStat.of(pid).filter(stat -> !stat.dead()).isPresent();
  }

  private static Path log(Application application) {
    return ((RunSpec.Supervised) application.service(WEB).run()).log();
  }

  private static Path aside(Application application) {
    return log(application).resolveSibling("web.log.1");
  }

  private Path pidFile(Application application) {
    return application.workDirectory().resolve("run/web.pid");
  }

  private void writePidFile(Application application, long pid, long ticks, String boot)
      throws IOException {
    Durable.createDirectories(pidFile(application).getParent());
    Files.writeString(pidFile(application), pid + " " + ticks + " " + boot + "\n");
  }

  private static void say(Application application, String text) throws IOException {
    var unfinished = Files.writeString(application.home().resolve("say.new"), text);
    Files.move(unfinished, application.home().resolve("say"));
    awaitLog(application, text.strip());
  }

  private static void awaitLog(Application application, String text) {
    await(() -> read(log(application)).contains(text));
  }

  private static void awaitReady(Application application, int services) {
    await(() -> read(application.home().resolve("ready")).lines().count() >= services);
  }

  /** When these services were started, in clock ticks. */
  private List<Long> starts(Application application, String... names) {
    return Stream.of(names)
        .map(name -> services.status(application, new ServiceId(name)).pid().orElseThrow())
        .map(pid -> ProcessStat.of(pid).orElseThrow().startTicks())
        .toList();
  }

  private static long firstNumberInLog(Application application) {
    await(() -> read(log(application)).contains("\n"));
    return Long.parseLong(read(log(application)).lines().findFirst().orElseThrow());
  }

  private static String read(Path file) {
    try {
      return Files.exists(file) ? Files.readString(file) : "";
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static byte[] readLine(Process process) throws IOException {
    try (var reader = process.inputReader()) {
      return reader.readLine().getBytes();
    }
  }

  private static Map<String, String> openFiles(long pid) {
    var open = new HashMap<String, String>();
    try (var links = Files.list(Path.of("/proc/" + pid + "/fd"))) {
      for (var link : links.toList()) {
        open.put(link.getFileName().toString(), Files.readSymbolicLink(link).toString());
      }
    } catch (IOException e) {
      open.put("closed meanwhile", e.getMessage());
    }
    return open;
  }

  private static void await(BooleanSupplier condition) {
    assertThat(
            Deadline.in(Duration.ofSeconds(20))
                .await(condition, Duration.ofMillis(5), Duration.ofMillis(50)))
        .isTrue();
  }
}
