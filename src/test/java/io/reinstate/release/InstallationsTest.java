package io.reinstate.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reinstate.catalog.ApplicationBuilder;
import io.reinstate.catalog.application.Application;
import io.reinstate.catalog.application.CommandSpec;
import io.reinstate.catalog.application.ModuleId;
import io.reinstate.catalog.application.PhaseSpec;
import io.reinstate.host.LocalHost;
import io.reinstate.host.Ran;
import io.reinstate.snapshot.Needs;
import io.reinstate.storage.Durable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With the real npm, and packages of our own, so that no registry is needed. */
class InstallationsTest {

  private static final CommandSpec NPM_CI = run("npm", "ci", "--no-audit", "--no-fund");
  private static final String KEY = "shop-0001.1-install";

  @TempDir Path directory;

  private Path home;
  private HomeCommands commands;
  private Installations installations;

  @BeforeEach
  void open() throws Exception {
    home = Files.createDirectory(directory.resolve("shop"));
    commands =
        new HomeCommands(
            new ReleaseSettings(directory.resolve("builds"), Duration.ofSeconds(1)),
            new LocalHost(),
            Clock.systemUTC());
    installations = new Installations(commands, new LocalHost());
  }

  @Test
  void restoredPackagesThatTheLockFileNamesAreNotInstalledAgain() throws Exception {
    installWithNpm("1.0.0");
    mark();

    install(phase(NPM_CI));

    assertThat(marked()).isTrue();
    assertThat(log()).contains("what is installed is what the lock files say");
    assertThat(commands.begun(application(), KEY)).isFalse();
  }

  @Test
  void packagesOfAnotherLockFileAreInstalled() throws Exception {
    installWithNpm("1.0.0");
    var old = Files.readString(home.resolve("package-lock.json"));
    installWithNpm("2.0.0");
    Files.writeString(home.resolve("package.json"), manifest("1.0.0"));
    Files.writeString(home.resolve("package-lock.json"), old);
    mark();

    install(phase(NPM_CI));

    assertThat(marked()).isFalse();
    assertThat(installed()).contains("\"version\": \"1.0.0\"");
    assertThat(log()).contains("node_modules/part is another one than in package-lock.json");
  }

  @Test
  void aPackageThatWasDeletedByHandIsInstalled() throws Exception {
    installWithNpm("1.0.0");
    Durable.delete(home.resolve("node_modules/part"));

    install(phase(NPM_CI));

    assertThat(installed()).contains("\"version\": \"1.0.0\"");
  }

  @Test
  void aPackageThatWasReplacedByHandIsInstalled() throws Exception {
    installWithNpm("1.0.0");
    var manifest = home.resolve("node_modules/part/package.json");
    Files.writeString(manifest, Files.readString(manifest).replace("1.0.0", "1.0.1"));

    install(phase(NPM_CI));

    assertThat(installed()).contains("\"version\": \"1.0.0\"");
  }

  @Test
  void aBuildAmongTheCommandsIsNotMissed() throws Exception {
    installWithNpm("1.0.0");

    install(phase(NPM_CI, run("sh", "-c", "echo built > dist")));

    assertThat(home.resolve("dist")).hasContent("built");
  }

  @Test
  void whatTheCatalogAsksDecides() throws Exception {
    Files.writeString(home.resolve("lock"), "1");
    var phase =
        new PhaseSpec(
            "Scripts",
            List.of(new ModuleId("a")),
            List.of(run("cp", "lock", "installed")),
            List.of("lock"),
            Optional.of(run("cmp", "-s", "lock", "installed")));

    install(phase);
    assertThat(home.resolve("installed")).hasContent("1");
    var first = Files.getLastModifiedTime(home.resolve("installed"));
    install(phase);
    assertThat(Files.getLastModifiedTime(home.resolve("installed"))).isEqualTo(first);
    Files.writeString(home.resolve("lock"), "2");
    install(phase);

    assertThat(home.resolve("installed")).hasContent("2");
  }

  @Test
  void aCheckThatCannotBeRunInstalls() throws Exception {
    Files.writeString(home.resolve("lock"), "1");

    install(
        new PhaseSpec(
            "Scripts",
            List.of(new ModuleId("a")),
            List.of(run("cp", "lock", "installed")),
            List.of("lock"),
            Optional.of(run("/no/such/program"))));

    assertThat(home.resolve("installed")).hasContent("1");
  }

  @Test
  void howLongItTookIsKnownAfterwards() throws Exception {
    var slow = run("sleep", "0.3");
    assertThat(commands.lastTook(application(), List.of(slow))).isEmpty();

    install(phase(slow));

    assertThat(commands.lastTook(application(), List.of(slow)).orElseThrow())
        .isBetween(Duration.ofMillis(300), Duration.ofSeconds(20));
  }

  @Test
  void aFailureIsNoTimeItTakes() {
    var failing = run("false");

    assertThatThrownBy(() -> install(phase(failing))).isInstanceOf(HomeCommandFailed.class);

    assertThat(commands.lastTook(application(), List.of(failing))).isEmpty();
  }

  @Test
  void optionalAndDevelopmentPackagesMayBeMissing() throws Exception {
    var other = "\"node_modules/x\": {\"version\": \"1\", \"optional\": true}";
    var development = "\"node_modules/y\": {\"version\": \"1\", \"dev\": true}";
    noted("");

    wanted(other + ", " + development);
    assertThat(difference()).isEmpty();
    wanted("\"node_modules/x\": {\"version\": \"1\"}");
    assertThat(difference()).contains("node_modules/x is not installed as in package-lock.json");
  }

  @Test
  void ofDevelopmentPackagesAllAreMissingOrNone() throws Exception {
    var one = "\"node_modules/a/node_modules/y\": {\"version\": \"1\", \"dev\": true}";
    put("node_modules/a/node_modules/y/package.json", "{\"version\": \"1\"}");
    noted(", " + one);

    wanted(one);
    assertThat(difference()).isEmpty();
    wanted(one + ", \"node_modules/z\": {\"version\": \"1\", \"dev\": true}");
    assertThat(difference()).contains("node_modules/z is not installed as in package-lock.json");
  }

  @Test
  void aPackageThatTheLockFileDoesNotNameIsADifference() throws Exception {
    wanted("");
    noted(", \"node_modules/more\": {\"version\": \"1\"}");

    assertThat(difference()).contains("node_modules/more is another one than in package-lock.json");
  }

  @Test
  void withoutANoteNobodyKnows() throws Exception {
    wanted("");

    assertThat(difference()).hasValueSatisfying(why -> assertThat(why).contains("is not there"));
  }

  @Test
  void aNoteThatIsALinkIsNotRead() throws Exception {
    wanted("");
    noted("");
    var note = home.resolve("node_modules/.package-lock.json");
    Files.move(note, directory.resolve("elsewhere"));
    Files.createSymbolicLink(note, directory.resolve("elsewhere"));

    assertThat(difference()).isPresent();
  }

  @Test
  void pnpmKeepsTheLockFileThatItInstalled() throws Exception {
    put("pnpm-lock.yaml", "lockfileVersion: 9");
    put("node_modules/.pnpm/lock.yaml", "lockfileVersion: 9");
    assertThat(InstalledPackages.difference(application(), List.of("pnpm-lock.yaml"))).isEmpty();

    put("pnpm-lock.yaml", "lockfileVersion: 9.0");
    assertThat(InstalledPackages.difference(application(), List.of("pnpm-lock.yaml"))).isPresent();
  }

  private Optional<String> difference() {
    return InstalledPackages.difference(application(), List.of("package-lock.json"));
  }

  private void wanted(String packages) throws IOException {
    var more = packages.isEmpty() ? "" : ", " + packages;
    put(
        "package-lock.json",
        "{\"packages\": {\"\": {}, \"node_modules/a\": {\"version\": \"1\"}" + more + "}}");
  }

  private void noted(String packages) throws IOException {
    put("node_modules/a/package.json", "{\"version\": \"1\"}");
    put(
        "node_modules/.package-lock.json",
        "{\"packages\": {\"node_modules/a\": {\"version\": \"1\"}" + packages + "}}");
  }

  private void put(String path, String content) throws IOException {
    Files.createDirectories(home.resolve(path).getParent());
    Files.writeString(home.resolve(path), content);
  }

  private void install(PhaseSpec phase) {
    installations.install(application(), List.of(phase), KEY);
  }

  private void installWithNpm(String version) throws Exception {
    Needs.programs("npm");
    var part = Files.createDirectories(directory.resolve("part-" + version));
    Files.writeString(
        part.resolve("package.json"), "{\"name\": \"part\", \"version\": \"" + version + "\"}");
    npm(part, "pack", "--pack-destination", directory.toString());
    Files.writeString(home.resolve("package.json"), manifest(version));
    npm(home, "install", "--no-audit", "--no-fund");
  }

  private static String manifest(String version) {
    return "{\"name\": \"shop\", \"version\": \"1.0.0\","
        + " \"dependencies\": {\"part\": \"file:../part-%s.tgz\"}}".formatted(version);
  }

  private static void npm(Path directory, String... arguments) {
    var command = new ArrayList<>(List.of("npm"));
    command.addAll(List.of(arguments));
    Ran.of(directory, command, Map.of(), Duration.ofMinutes(5)).successfully();
  }

  /** What {@code npm ci} would delete. */
  private void mark() throws IOException {
    Files.createFile(home.resolve("node_modules/mark"));
  }

  private boolean marked() {
    return Files.exists(home.resolve("node_modules/mark"));
  }

  private String installed() throws IOException {
    return Files.readString(home.resolve("node_modules/part/package.json"))
        .replace("\":\"", "\": \"");
  }

  private String log() throws IOException {
    return Files.readString(commands.log(application(), KEY));
  }

  private static PhaseSpec phase(CommandSpec... install) {
    return new PhaseSpec(
        "Shop",
        List.of(new ModuleId("a")),
        List.of(install),
        List.of("package-lock.json"),
        Optional.empty());
  }

  private static CommandSpec run(String... command) {
    return new CommandSpec(List.of(command), Map.of(), Map.of(), Duration.ofMinutes(1));
  }

  private Application application() {
    return ApplicationBuilder.shop(home).files("**").build();
  }
}
