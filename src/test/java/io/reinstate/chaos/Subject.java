package io.reinstate.chaos;

import io.reinstate.catalog.OwnEntry;
import io.reinstate.host.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * An application that is rolled back while nodes die. Its services say which release they were
 * started with; what else hangs on it (database, repository, effects of commands) notes what
 * happened to it.
 */
final class Subject {

  static final Tree GOOD = Tree.good(300);
  static final Tree BROKEN = GOOD.broken();

  /** It works, though all but the parts is of the broken release. */
  static final Tree PARTS_RESTORED = BROKEN.with(GOOD, "parts");

  /** What customers wrote. */
  static final String DATA = "order 1\norder 2\n";

  private final String name;
  private final Path home;
  private final Kept kept;
  private final WorkArea workArea;
  private final List<Service> services;
  private final int proxy = Ports.free();
  private final GitHistory git;
  private final Orders orders;

  /**
   * Installs it: the good release is there, its services are not started.
   *
   * @param site where the catalog, the home directories and the snapshots are
   * @param socket where the proxy in front of it takes orders
   */
  Subject(String name, Make make, Path site, Path socket) {
    this.name = name;
    this.home = site.resolve("homes").resolve(name);
    this.kept = new Kept(name, site.resolve("snapshots").resolve(name));
    this.workArea = new WorkArea(home, site.resolve("state").resolve(name));
    this.services =
        make.services().stream().map(each -> new Service(each, home, Ports.free())).toList();
    this.git = new GitHistory(home);
    this.orders = new Orders(home);
    try {
      install();
      Files.createDirectories(site.resolve("catalog"));
      Files.writeString(
          site.resolve("catalog").resolve(name + ".yaml"), catalog(make.catalog(), socket));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void install() throws IOException {
    Files.createDirectories(home.resolve("data"));
    Files.createDirectories(home.resolve("db"));
    Files.writeString(home.resolve("serve.py"), Make.resource("serve.py"));
    Files.writeString(home.resolve("effect.py"), Make.resource("effect.py"));
    orders.reset();
    writeData(DATA);
    writeToggles("PARTS=on");
    git.create();
    GOOD.deployTo(home);
  }

  private String catalog(String text, Path socket) {
    var filled =
        OwnEntry.of(text)
            .replace("${name}", name)
            .replace("${home}", home.toString())
            .replace("${python}", python())
            .replace("${socket}", socket.toString())
            .replace("${proxy}", Integer.toString(proxy));
    for (var service : services) {
      filled = filled.replace("${" + service.name() + "}", Integer.toString(service.port()));
    }
    return filled;
  }

  static String python() {
    return Files.isExecutable(Path.of("/usr/bin/python3")) ? "/usr/bin/python3" : "python3";
  }

  String name() {
    return name;
  }

  Path home() {
    return home;
  }

  List<Service> services() {
    return services;
  }

  Service service(String wanted) {
    return services.stream().filter(each -> each.name().equals(wanted)).findFirst().orElseThrow();
  }

  /** Where the proxy in front of it listens. */
  int proxy() {
    return proxy;
  }

  GitHistory git() {
    return git;
  }

  Orders orders() {
    return orders;
  }

  Kept kept() {
    return kept;
  }

  WorkArea workArea() {
    return workArea;
  }

  /** Another release is copied over the one that runs, and the services take it up. */
  void deploy(Tree release) {
    release.deployTo(home);
    for (var service : services) {
      var answer = service.reload();
      if (answer.isEmpty() || !service.answers(release)) {
        throw new IllegalStateException(
            "%s of %s does not take up a release: %s".formatted(service.name(), name, answer));
      }
    }
  }

  /** Whether its services run with that release in the end. */
  boolean comesToAnswer(Tree release) {
    return services.stream().allMatch(service -> service.comesToAnswer(release));
  }

  void writeData(String data) {
    write("data/orders", data);
  }

  String data() {
    return read("data/orders");
  }

  void writeToggles(String toggles) {
    write("toggles.env", toggles + "\n");
  }

  String toggles() {
    return read("toggles.env").strip();
  }

  /** From now on its services ignore SIGTERM, so that stopping one takes all of its grace. */
  void turnDeaf() {
    write("deaf", "");
    services.forEach(Service::reload);
  }

  /** The next start of its services hears again. */
  void hearAgainAfterItsNextStart() {
    try {
      Files.deleteIfExists(home.resolve("deaf"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void write(String file, String text) {
    try {
      Files.writeString(home.resolve(file), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String read(String file) {
    try {
      return Files.readString(home.resolve(file));
    } catch (IOException e) {
      return e.toString();
    }
  }

  /** The release of the parts that dependencies were installed for. */
  String installed() {
    return read("installed");
  }

  /** What commands of its catalog did, in their order. */
  List<String> effects() {
    return Files.exists(home.resolve("effects.log"))
        ? read("effects.log").lines().toList()
        : List.of();
  }

  /** Ends its services. */
  void end() {
    services.forEach(Service::end);
  }
}
