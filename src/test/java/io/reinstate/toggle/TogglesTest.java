package io.reinstate.toggle;

import static io.reinstate.catalog.application.ToggleSwitch.Format.ENV;
import static io.reinstate.catalog.application.ToggleSwitch.Format.JSON;
import static io.reinstate.catalog.application.ToggleSwitch.Format.YAML;
import static io.reinstate.toggle.ToggleFixture.TOGGLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.reinstate.catalog.application.Application;
import io.reinstate.catalog.application.ToggleSwitch;
import io.reinstate.host.Cancellation;
import io.reinstate.host.Interrupted;
import io.reinstate.host.LocalHost;
import io.reinstate.storage.InvalidStepKey;
import io.reinstate.toggle.ToggleState.Position;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TogglesTest {

  private static final String KEY = "4711-Task_SwitchOff";

  @TempDir Path parent;
  private final Toggles toggles = new Toggles(new LocalHost());
  private ToggleFixture shop;

  @BeforeEach
  void setUp() throws IOException {
    shop = ToggleFixture.below(parent);
  }

  @Test
  void stateSaysWhatTheValueMeans() throws IOException {
    var application = shop.inFile(".env", ENV, "SEARCH");

    shop.write(".env", "SEARCH=true\n");
    assertThat(toggles.state(application, TOGGLE).position()).isEqualTo(Position.ON);
    shop.write(".env", "SEARCH=false\n");
    assertThat(toggles.state(application, TOGGLE).position()).isEqualTo(Position.OFF);
    shop.write(".env", "SEARCH=maybe\n");
    assertThat(toggles.state(application, TOGGLE).position()).isEqualTo(Position.OTHER);
    assertThat(toggles.state(application, TOGGLE).value()).contains("maybe");
    shop.write(".env", "");
    assertThat(toggles.state(application, TOGGLE).position()).isEqualTo(Position.ABSENT);
  }

  @Test
  void switchIsSetAndPutBack() throws IOException {
    var application = shop.inFile(".env", ENV, "SEARCH");
    shop.write(".env", "# shop\nexport SEARCH=\"true\" # since May\nB=1");

    assertThat(set(application, "false").position()).isEqualTo(Position.OFF);
    assertThat(shop.read(".env")).isEqualTo("# shop\nexport SEARCH=\"false\" # since May\nB=1");
    toggles.putBack(application, TOGGLE, KEY);
    assertThat(toggles.state(application, TOGGLE).position()).isEqualTo(Position.ON);
    assertThat(shop.read(".env")).isEqualTo("# shop\nexport SEARCH=\"true\" # since May\nB=1");
  }

  @Test
  void keyThatWasAbsentIsAbsentAgain() throws IOException {
    var application = shop.inFile(".env", ENV, "SEARCH");
    shop.write(".env", "B=1");

    set(application, "false");
    assertThat(shop.read(".env")).isEqualTo("B=1\nSEARCH=false");
    toggles.putBack(application, TOGGLE, KEY);
    assertThat(shop.read(".env")).isEqualTo("B=1");
  }

  @Test
  void secondRunKeepsWhatTheFirstOneFound() throws IOException {
    var application = shop.inFile("f.json", JSON, "/search");
    shop.write("f.json", "{\"search\": 1}");

    set(application, "false");
    set(application, "false");
    set(application, "2");
    toggles.putBack(application, TOGGLE, KEY);

    assertThat(shop.read("f.json")).isEqualTo("{\"search\": 1}");
  }

  @Test
  void whatWasPutBackIsKeptUntilItIsGivenUp() throws IOException {
    var application = shop.inFile(".env", ENV, "SEARCH");
    shop.write(".env", "B=1\n");
    set(application, "false");

    toggles.putBack(application, TOGGLE, KEY);
    assertThat(toggles.isSet(application, TOGGLE, KEY)).isTrue();
    toggles.putBack(application, TOGGLE, KEY);
    assertThat(shop.read(".env")).isEqualTo("B=1\n");
    toggles.confirm(application, TOGGLE, KEY);
    shop.write(".env", "SEARCH=false\n");
    toggles.putBack(application, TOGGLE, KEY);
    assertThat(shop.read(".env")).isEqualTo("SEARCH=false\n");
  }

  @Test
  void switchThatWasNotSetIsNotAskedWhenItIsPutBack() {
    var application = shop.with(commands("exit 1", "exit 1"));

    assertThatCode(() -> toggles.putBack(application, TOGGLE, KEY)).doesNotThrowAnyException();
  }

  @Test
  void killBeforeTheFileWasWrittenIsNotNoticed() throws IOException {
    var application = shop.inFile("f.yaml", YAML, "/search");
    shop.write("f.yaml", "search: yes # ja\n");
    set(application, "false");
    shop.write("f.yaml", "search: yes # ja\n");

    set(application, "false");
    assertThat(shop.read("f.yaml")).isEqualTo("search: false # ja\n");
    toggles.putBack(application, TOGGLE, KEY);
    assertThat(shop.read("f.yaml")).isEqualTo("search: yes # ja\n");
  }

  @Test
  void whatSomebodyElseWroteSinceStays() throws IOException {
    var application = shop.inFile("f.json", JSON, "/search");
    shop.write("f.json", "{\"a\":1}");
    set(application, "false");
    shop.write("f.json", shop.read("f.json").replace("1", "2"));

    toggles.putBack(application, TOGGLE, KEY);
    assertThat(shop.read("f.json")).isEqualTo("{\"a\":2}");
  }

  @Test
  void confirmedSwitchIsNotPutBack() throws IOException {
    var application = shop.inFile(".env", ENV, "SEARCH");
    shop.write(".env", "SEARCH=true\n");
    set(application, "false");

    assertThat(toggles.isSet(application, TOGGLE, KEY)).isTrue();
    toggles.confirm(application, TOGGLE, KEY);
    toggles.confirm(application, TOGGLE, KEY);
    assertThat(toggles.isSet(application, TOGGLE, KEY)).isFalse();
    toggles.putBack(application, TOGGLE, KEY);
    assertThat(shop.read(".env")).isEqualTo("SEARCH=false\n");
  }

  @Test
  void modeOfTheFileStays() throws IOException {
    var application = shop.inFile(".env", ENV, "SEARCH");
    var file = shop.write(".env", "SEARCH=true\n");
    for (var mode : List.of("rw-r-----", "rwxrwxrwx", "r--------")) {
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
      set(application, toggles.state(application, TOGGLE).value().get() + "x");
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
          .isEqualTo(mode);
    }
  }

  @Test
  void ownerOfTheFileStays() throws IOException {
    assumeTrue("root".equals(System.getProperty("user.name")), "only root can do this");
    var application = shop.inFile(".env", ENV, "SEARCH");
    var file = shop.write(".env", "SEARCH=true\n");
    Files.setAttribute(file, "unix:uid", 1234);
    Files.setAttribute(file, "unix:gid", 2345);

    set(application, "false");
    assertThat(Files.getAttribute(file, "unix:uid")).isEqualTo(1234);
    assertThat(Files.getAttribute(file, "unix:gid")).isEqualTo(2345);
  }

  @Test
  void linkInsideTheHomeStaysALink() throws IOException {
    var application = shop.inFile(".env", ENV, "SEARCH");
    var target = shop.write("real.env", "SEARCH=true\n");
    Files.createSymbolicLink(shop.home().resolve(".env"), target);

    set(application, "false");
    assertThat(shop.home().resolve(".env")).isSymbolicLink();
    assertThat(shop.read("real.env")).isEqualTo("SEARCH=false\n");
  }

  @Test
  void linkOutOfTheHomeIsRefused() throws IOException {
    var application = shop.inFile(".env", ENV, "SEARCH");
    var outside = Files.writeString(shop.home().resolveSibling("other.env"), "SEARCH=true\n");
    Files.createSymbolicLink(shop.home().resolve(".env"), outside);

    assertThatThrownBy(() -> set(application, "false"))
        .isInstanceOf(ToggleUnreachable.class)
        .hasMessageContaining("leads out of the home directory");
    assertThat(outside).hasContent("SEARCH=true");
  }

  @Test
  void fileThatIsNotThereIsSaid() {
    assertThatThrownBy(() -> toggles.state(shop.inFile(".env", ENV, "SEARCH"), TOGGLE))
        .isInstanceOf(ToggleUnreachable.class)
        .hasMessageContaining("The file of the switch does not exist (" + shop.home());
  }

  @Test
  void fileThatMakesNoSenseIsLeftAlone() throws IOException {
    var application = shop.inFile("f.json", JSON, "/search");
    shop.write("f.json", "{\"search\": tru");

    assertThatThrownBy(() -> set(application, "false"))
        .isInstanceOf(ToggleUnreachable.class)
        .hasMessageContaining("The file of the switch is not JSON");
    assertThat(shop.read("f.json")).isEqualTo("{\"search\": tru");
  }

  @Test
  void valueOfSeveralLinesIsRefused() throws IOException {
    shop.write(".env", "SEARCH=true\n");
    assertThatThrownBy(() -> set(shop.inFile(".env", ENV, "SEARCH"), "a\nB=1"))
        .isInstanceOf(InvalidToggleRequest.class);
  }

  @Test
  void keyThatLeavesItsDirectoryIsRefused() throws IOException {
    shop.write(".env", "SEARCH=true\n");
    var application = shop.inFile(".env", ENV, "SEARCH");
    assertThatThrownBy(() -> toggles.set(application, TOGGLE, "false", "../x"))
        .isInstanceOf(InvalidStepKey.class);
  }

  @Test
  void cancelledStepWritesNothing() throws IOException {
    var application = shop.inFile(".env", ENV, "SEARCH");
    shop.write(".env", "SEARCH=true\n");
    var cancellation = new Cancellation(() -> {});
    cancellation.cancel("Cancelled by ada");

    assertThatThrownBy(() -> cancellation.during(() -> set(application, "false")))
        .isInstanceOf(Interrupted.class);
    assertThat(shop.read(".env")).isEqualTo("SEARCH=true\n");
  }

  @Test
  void nothingIsLeftBesideTheFile() throws IOException {
    var application = shop.inFile(".env", ENV, "SEARCH");
    shop.write(".env", "SEARCH=true\n");
    set(application, "false");
    try (var files = Files.list(shop.home())) {
      assertThat(files).containsExactly(shop.home().resolve(".env"));
    }
  }

  @Test
  void switchesOfOneFileThatAreSetAtTheSameTimeAreAllSet() throws Exception {
    shop.write(".env", "");
    var threads = Executors.newFixedThreadPool(4);
    try {
      var tasks =
          IntStream.range(0, 16)
              .mapToObj(
                  n ->
                      (Callable<ToggleState>)
                          () ->
                              toggles.set(
                                  shop.inFile(".env", ENV, "T" + n), TOGGLE, "off", "step" + n))
              .toList();
      for (var result : threads.invokeAll(tasks)) {
        assertThat(result.get().value()).contains("off");
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(shop.read(".env").lines()).hasSize(16);
  }

  @Test
  void commandsSetASwitchAndPutItBack() throws IOException {
    var application = shop.with(commands("printf '%s\\n' \"$1\" > state", "cat state"));
    shop.write("state", "true\n");

    assertThat(set(application, "false").position()).isEqualTo(Position.OFF);
    assertThat(set(application, "false").position()).isEqualTo(Position.OFF);
    toggles.putBack(application, TOGGLE, KEY);
    assertThat(toggles.state(application, TOGGLE).position()).isEqualTo(Position.ON);
  }

  @Test
  void commandThatChangesNothingIsFoundOut() throws IOException {
    var application = shop.with(commands(":", "cat state", Duration.ofSeconds(4)));
    shop.write("state", "true\n");

    assertThatThrownBy(() -> set(application, "false"))
        .isInstanceOf(ToggleFailed.class)
        .hasMessageContaining("set to «false» without an error, but stands at «true»");
  }

  @Test
  void commandThatFailsIsQuoted() throws IOException {
    var application = shop.with(commands("echo no such flag; exit 3", "cat state"));
    shop.write("state", "true\n");

    assertThatThrownBy(() -> set(application, "false"))
        .isInstanceOf(ToggleFailed.class)
        .hasMessageContaining("ended with exit status 3: «no such flag»");
  }

  @Test
  void commandThatCannotTellLeavesTheSwitchAlone() throws IOException {
    var application = shop.with(commands("touch was-set", "exit 1"));

    assertThatThrownBy(() -> set(application, "false"))
        .isInstanceOf(ToggleUnreachable.class)
        .hasMessageContaining(
            "The command that says how the switch stands ended with exit status 1");
    assertThat(shop.home().resolve("was-set")).doesNotExist();
  }

  @Test
  void switchWithoutAValueIsNotSetForItCouldNotBePutBack() {
    var application = shop.with(commands("touch was-set", "true"));

    assertThat(toggles.state(application, TOGGLE).position()).isEqualTo(Position.ABSENT);
    assertThatThrownBy(() -> set(application, "false"))
        .isInstanceOf(ToggleUnreachable.class)
        .hasMessageContaining("says no value");
    assertThat(shop.home().resolve("was-set")).doesNotExist();
  }

  private ToggleState set(Application application, String value) {
    return toggles.set(application, TOGGLE, value, KEY);
  }

  private static ToggleSwitch.Commands commands(String set, String state) {
    return commands(set, state, Duration.ofSeconds(20));
  }

  private static ToggleSwitch.Commands commands(String set, String state, Duration patience) {
    return new ToggleSwitch.Commands(
        List.of("/bin/sh", "-c", set, "sh", "{value}"), List.of("/bin/sh", "-c", state), patience);
  }
}
