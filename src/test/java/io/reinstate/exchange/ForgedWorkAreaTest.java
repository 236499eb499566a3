package io.reinstate.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reinstate.change.Change;
import io.reinstate.snapshot.Selection;
import io.reinstate.snapshot.Shop;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who owns an application's files writes what looks like an exchange under way. */
class ForgedWorkAreaTest {

  private static final String KEY = "shop-0001.1";

  @TempDir Path directory;

  private Shop shop;
  private Path outside;

  @BeforeEach
  void open() throws IOException {
    shop = new Shop(directory);
    shop.write("a", "one");
    outside = Files.createDirectory(directory.resolve("outside"));
    Files.writeString(outside.resolve("kept"), "root's");
    Files.setPosixFilePermissions(outside, PosixFilePermissions.fromString("rwx------"));
  }

  @Test
  void journalThatNamesAnotherHomeIsNotBelieved() throws IOException {
    var forged = shop.home.resolve(".reinstate").resolve(KEY);
    forge(forged);

    isLeftAlone(forged);
  }

  @Test
  void journalBesideTheHomeIsNotBelieved() throws IOException {
    var forged = directory.resolve(".shop.reinstate").resolve(KEY);
    forge(forged);

    isLeftAlone(forged);
  }

  @Test
  void forgedAreasInsideTheHomeHinderNoExchange() throws IOException {
    var snapshot = shop.take();
    shop.write("a", "broken");
    forge(shop.home.resolve(".reinstate").resolve(KEY));
    forge(shop.home.resolve(".reinstate/shop-0009.1"));

    shop.exchanges.stage(shop.application(), snapshot.id(), Selection.everything(), KEY);
    shop.exchanges.exchange(shop.application(), KEY);

    assertThat(shop.home.resolve("a")).hasContent("one");
    assertThat(shop.exchanges.foreign(shop.application()).orElseThrow())
        .contains("shop-0009.1")
        .doesNotContain(" more");
    assertThat(shop.home.resolve(".reinstate/shop-0009.1/undo/0")).hasContent("forged");
  }

  @Test
  void whatIsInThePlaceOfTheFilesToComeIsRefused() throws IOException {
    var snapshot = shop.take();
    var root = Files.createDirectory(directory.resolve(".shop.reinstate"));
    Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwx------"));
    forge(root.resolve(KEY));

    assertThatThrownBy(
            () ->
                shop.exchanges.stage(
                    shop.application(), snapshot.id(), Selection.everything(), KEY))
        .isInstanceOf(ExchangeFailed.class)
        .hasMessageContaining("did not make");
    assertThat(root.resolve(KEY).resolve("undo/0")).hasContent("forged");
  }

  @Test
  void directoryThatWasPutInPlaceOfTheStagedFilesIsRefused() throws IOException {
    var snapshot = shop.take();
    shop.write("a", "broken");
    shop.exchanges.stage(shop.application(), snapshot.id(), Selection.everything(), KEY);
    var area = directory.resolve(".shop.reinstate").resolve(KEY);
    Files.move(area, directory.resolve("away"));
    Files.createDirectories(area.resolve("staged"));
    Files.setPosixFilePermissions(area, PosixFilePermissions.fromString("rwx------"));
    Files.writeString(area.resolve("staged/0"), "forged");

    assertThatThrownBy(() -> shop.exchanges.exchange(shop.application(), KEY))
        .isInstanceOf(ExchangeFailed.class)
        .hasMessageContaining("did not make");
    assertThat(shop.home.resolve("a")).hasContent("broken");
    assertThat(area.resolve("staged/0")).exists();
  }

  private void isLeftAlone(Path forged) throws IOException {
    assertThat(shop.exchanges.state(shop.application(), KEY)).isEqualTo(Change.State.NONE);
    assertThat(shop.exchanges.foreign(shop.application()).orElseThrow())
        .contains(forged.toString(), "Nothing in it is believed");
    shop.exchanges.revert(shop.application(), KEY);
    shop.exchanges.confirm(shop.application(), KEY);
    assertThat(forged.resolve("journal.json")).exists();
    assertThat(forged.resolve("undo/0")).hasContent("forged");
    assertThat(outside.resolve("kept")).hasContent("root's");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(outside)))
        .isEqualTo("rwx------");
  }

  private void forge(Path area) throws IOException {
    Files.createDirectories(area.resolve("staged"));
    Files.createDirectories(area.resolve("undo"));
    Files.writeString(area.resolve("undo/0"), "forged");
    Files.writeString(
        area.resolve("journal.json"),
        """
        {"state":"EXCHANGED","application":"shop","snapshot":"shop/manual-20260101T000000000Z",
         "selection":"all managed files","home":"%s","changed":"2026-01-01T00:00:00Z"}
        """
            .formatted(outside));
    Files.writeString(
        area.resolve("changes.json"),
        """
        {"difference":{"added":[],"changed":["kept"],"removed":[],"digest":"0"},"bytes":0,
         "steps":[{"action":"PUT","path":"kept"}],
         "directories":[{"path":"","before":{"mode":"0777","owner":"nobody","group":"nogroup",
           "modified":"2026-01-01T00:00:00Z"},"after":null}]}
        """);
  }
}
