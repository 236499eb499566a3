package io.reinstate.demo;

import io.reinstate.catalog.application.SystemUser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.springframework.util.FileSystemUtils;

/**
 * Puts the demo shop into a directory: its home {@code shop} and its catalog {@code catalog}. What
 * is there stays as it is; each of the two appears whole, by a rename, or not at all.
 */
final class ShopInstaller {

  private static final String ENTRY = "shop.yaml";

  private final Path directory;
  private final int port;
  private final ShopRepository repository;

  /**
   * @param directory where the demo lives; made when it is missing
   * @param port the port of the loopback address the shop is told to answer on; written once, at
   *     the first install
   */
  ShopInstaller(Path directory, int port) {
    this.directory = directory.toAbsolutePath().normalize();
    this.port = port;
    this.repository = new ShopRepository(home());
  }

  Path home() {
    return directory.resolve("shop");
  }

  /** The directory with the shop's catalog entry. */
  Path catalog() {
    return directory.resolve("catalog");
  }

  /**
   * Installs what is missing. A run that was cut short leaves only a scratch directory, which the
   * next run begins anew.
   *
   * @throws ShopFailure when the directory cannot be written
   */
  void install() {
    try {
      Files.createDirectories(catalog());
      installHome();
      installEntry();
    } catch (IOException | GitAPIException e) {
      throw ShopFailure.installing(directory, e);
    }
  }

  /**
   * Lays a release over the home directory, as a careless deployment would: files of releases only,
   * at once, without a restart.
   *
   * @throws ShopFailure when there is no such release, or its files cannot be written
   */
  void deploy(String tag) {
    if (!releases().contains(tag)) {
      throw ShopFailure.unknown(tag, releases());
    }
    try {
      repository.checkOut(tag);
    } catch (IOException | GitAPIException e) {
      throw ShopFailure.deploying(tag, home(), e);
    }
  }

  /**
   * The tags of all releases, oldest version first.
   *
   * @throws ShopFailure when the shop is not installed
   */
  List<String> releases() {
    try {
      return repository.tags();
    } catch (IOException | GitAPIException e) {
      throw ShopFailure.unreadable(home(), e);
    }
  }

  private void installHome() throws IOException, GitAPIException {
    if (Files.exists(home())) {
      return;
    }
    var scratch = directory.resolve(".shop.installing");
    FileSystemUtils.deleteRecursively(scratch);
    new ShopRepository(scratch).create();
    Files.move(scratch, home(), StandardCopyOption.ATOMIC_MOVE);
  }

  private void installEntry() throws IOException {
    var entry = catalog().resolve(ENTRY);
    if (Files.exists(entry)) {
      return;
    }
    var scratch = catalog().resolve("." + ENTRY + ".installing");
    Files.writeString(scratch, entryText());
    Files.move(scratch, entry, StandardCopyOption.ATOMIC_MOVE);
  }

  private String entryText() throws IOException {
    try (var stream = ShopResources.open(ENTRY)) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8)
          .replace("@PORT@", Integer.toString(port))
          .replace("@USER@", SystemUser.weAreRoot() ? "user: root\n" : "");
    }
  }
}
