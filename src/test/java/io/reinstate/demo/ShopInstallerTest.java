package io.reinstate.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reinstate.catalog.CatalogLoader;
import io.reinstate.catalog.application.Application;
import io.reinstate.catalog.application.ApplicationId;
import io.reinstate.catalog.application.RunSpec;
import io.reinstate.catalog.application.ServiceId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.lib.Constants;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShopInstallerTest {

  private static final String STABLE = "v1.0.0-stable";

  @TempDir Path directory;

  private ShopInstaller shop;

  @BeforeEach
  void install() {
    shop = new ShopInstaller(directory, 8099);
    shop.install();
  }

  @Test
  void installedShopStandsOnTheStableRelease() throws IOException, GitAPIException {
    assertThat(shop.releases()).containsExactly(STABLE, "v1.0.1", "v1.1.0");
    try (var git = Git.open(shop.home().toFile())) {
      assertThat(git.getRepository().resolve(Constants.HEAD))
          .isEqualTo(git.getRepository().resolve(STABLE + "^{commit}"));
      assertThat(git.status().call().isClean()).isTrue();
    }
    assertThat(shop.home().resolve("config/shop.properties")).content().contains("version=1.0.0\n");
    assertThat(directory).isDirectoryNotContaining("glob:**/.shop*");
  }

  @Test
  void entryIsAValidCatalogWithThePort() {
    var application = application();
    var service = (RunSpec.Supervised) application.service(new ServiceId("shop")).run();

    assertThat(application.home()).isEqualTo(shop.home());
    assertThat(application.modules()).hasSize(3);
    assertThat(application.minimal()).isPresent();
    assertThat(service.environment()).containsExactly(Map.entry("PORT", "8099"));
  }

  @Test
  void secondInstallChangesNothing() throws IOException {
    shop.deploy("v1.1.0");
    Files.writeString(shop.home().resolve("config/shop.properties"), "version=mine\n");
    var before = modificationTimes();

    new ShopInstaller(directory, 9000).install();
    assertThat(modificationTimes()).isEqualTo(before);
  }

  @Test
  void installThatWasCutShortBeginsAnew() throws IOException {
    var fresh = directory.resolve("fresh");
    Files.createDirectories(fresh.resolve(".shop.installing/.git"));
    Files.writeString(fresh.resolve(".shop.installing/half"), "half");
    Files.createDirectories(fresh.resolve("catalog"));
    Files.writeString(fresh.resolve("catalog/.shop.yaml.installing"), "application: sh");

    var again = new ShopInstaller(fresh, 8099);
    again.install();
    assertThat(again.releases()).hasSize(3);
    assertThat(again.home().resolve("half")).doesNotExist();
    assertThat(again.catalog()).isDirectoryNotContaining("glob:**/.*");
  }

  @Test
  void entryThatIsMissingIsWrittenAgainWithoutTouchingTheShop() throws IOException {
    shop.deploy("v1.0.1");
    Files.delete(shop.catalog().resolve("shop.yaml"));

    shop.install();
    assertThat(application().id()).isEqualTo(new ApplicationId("shop"));
    assertThat(shop.home().resolve("config/shop.properties")).content().contains("version=1.0.1");
  }

  @Test
  void commitsAreTheSameWhereverTheShopIsInstalled() throws IOException {
    var other = new ShopInstaller(directory.resolve("other"), 1);
    other.install();

    for (var tag : shop.releases()) {
      assertThat(commit(other, tag)).isEqualTo(commit(shop, tag));
    }
  }

  @Test
  void releaseAddsChangesAndRemovesFiles() throws IOException {
    var before = contents();
    shop.deploy("v1.1.0");
    var after = contents();

    assertThat(after).doesNotContainKey("modules/payment/providers.properties");
    assertThat(before).doesNotContainKey("modules/payment/gateways.csv");
    assertThat(after).containsKey("modules/payment/gateways.csv");
    assertThat(before.keySet().stream().filter(after::containsKey))
        .filteredOn(file -> !before.get(file).equals(after.get(file)))
        .containsExactly(
            "app/Shop.java",
            "app/page.html",
            "config/shop.properties",
            "modules/cart/rules.properties");
  }

  @Test
  void brokenPaymentReleaseChangesPaymentAndVersionOnly() throws IOException {
    var before = contents();
    shop.deploy("v1.0.1");
    var after = contents();

    assertThat(after.keySet()).isEqualTo(before.keySet());
    assertThat(after.keySet())
        .filteredOn(file -> !before.get(file).equals(after.get(file)))
        .containsExactly("config/shop.properties", "modules/payment/providers.properties");
  }

  @Test
  void deployRepairsReleasedFilesAndLeavesOthersAlone() throws IOException {
    shop.deploy("v1.1.0");
    var expected = contents();
    Files.writeString(shop.home().resolve("config/shop.properties"), "version=restored\n");
    Files.delete(shop.home().resolve("modules/payment/gateways.csv"));
    Files.writeString(shop.home().resolve("modules/payment/providers.properties"), "default=card");
    Files.createDirectories(shop.home().resolve("data"));
    Files.writeString(shop.home().resolve("data/orders.csv"), "orders");
    Files.writeString(shop.home().resolve("app/notes.txt"), "mine");

    shop.deploy("v1.1.0");
    expected.putAll(Map.of("data/orders.csv", "orders", "app/notes.txt", "mine"));
    assertThat(contents()).isEqualTo(expected);
  }

  @Test
  void unknownReleaseIsRefusedWithTheKnownOnes() {
    assertThatThrownBy(() -> shop.deploy("v9"))
        .isInstanceOf(ShopFailure.class)
        .hasMessage("There is no release v9 (demo shop). Releases: v1.0.0-stable, v1.0.1, v1.1.0.");
  }

  @Test
  void shopThatIsNotInstalledSaysSo() {
    assertThatThrownBy(() -> new ShopInstaller(directory.resolve("none"), 1).releases())
        .isInstanceOf(ShopFailure.class)
        .hasMessageContaining("Install the demo shop first");
  }

  private Application application() {
    return new CatalogLoader(shop.catalog().resolveSibling("state"))
        .load(List.of(shop.catalog()))
        .application(new ApplicationId("shop"));
  }

  private static String commit(ShopInstaller shop, String tag) throws IOException {
    try (var git = Git.open(shop.home().toFile())) {
      return git.getRepository().resolve(tag + "^{commit}").name();
    }
  }

  /** Text by path, without git's own files. */
  private TreeMap<String, String> contents() throws IOException {
    var contents = new TreeMap<String, String>();
    for (var file : files(shop.home())) {
      var path = shop.home().relativize(file);
      if (!path.startsWith(".git")) {
        contents.put(path.toString(), Files.readString(file));
      }
    }
    return contents;
  }

  private Map<Path, FileTime> modificationTimes() throws IOException {
    var times = new TreeMap<Path, FileTime>();
    for (var file : files(directory)) {
      times.put(file, Files.getLastModifiedTime(file));
    }
    return times;
  }

  private static List<Path> files(Path directory) throws IOException {
    try (var walk = Files.walk(directory)) {
      return walk.filter(Files::isRegularFile).collect(Collectors.toList());
    }
  }
}
