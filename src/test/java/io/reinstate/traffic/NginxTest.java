package io.reinstate.traffic;

import static io.reinstate.traffic.Shop.BLUE;
import static io.reinstate.traffic.Shop.GREEN;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reinstate.catalog.application.Application;
import io.reinstate.catalog.application.CommandSpec;
import io.reinstate.catalog.application.ProxySpec;
import io.reinstate.host.Cancellation;
import io.reinstate.host.Deadline;
import io.reinstate.host.Interrupted;
import io.reinstate.host.Ports;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a real nginx. */
class NginxTest {

  /** Ends the process that runs it, as kill -9 does. */
  private static final CommandSpec KILL = Shop.command("sh", "-c", "kill -9 $PPID");

  @TempDir Path directory;

  private final Traffic traffic = Shop.traffic();
  private String program;
  private Backend blue;
  private Backend green;
  private int port;
  private Path file;
  private RunningProxy nginx;
  private Application shop;

  @BeforeEach
  void setUp() throws IOException {
    program = Programs.find("nginx");
    blue = new Backend("blue");
    green = new Backend("green");
    port = Ports.free();
    file = Files.createDirectories(directory.resolve("upstreams")).resolve("shop.conf");
    start();
    shop = shop(test(), reload());
  }

  @AfterEach
  void tearDown() {
    if (nginx != null) {
      nginx.close();
      blue.close();
      green.close();
    }
  }

  @Test
  void switchesToAndFroUnderLoadWithoutLosingARequest() throws Exception {
    var backends = Map.of(BLUE, blue, GREEN, green);
    new SwitchUnderLoad(traffic, shop, backends, port).losesNothing();

    assertThat(directory.resolve("upstreams")).isDirectoryContaining(file::equals);
    assertThat(names()).containsExactly("shop.conf");
  }

  @Test
  void everythingButTheServerStaysInTheFile() throws Exception {
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));

    traffic.switchTo(shop, GREEN);

    assertThat(file).hasContent(block(green.address()));
    assertThat(Files.getPosixFilePermissions(file))
        .isEqualTo(PosixFilePermissions.fromString("rw-r-----"));
  }

  @Test
  void linkToTheFileStaysALink() throws Exception {
    var link = Files.createSymbolicLink(directory.resolve("link"), file);
    var spec = new ProxySpec.Nginx(link, "shop", url("/"), test(), reload());

    traffic.switchTo(Shop.behind(spec, directory, blue.address(), green.address()), GREEN);

    assertThat(link).isSymbolicLink();
    assertThat(file).hasContent(block(green.address()));
  }

  @Test
  void configurationThatDoesNotPassItsTestIsPutBack() throws Exception {
    var spec = new ProxySpec.Nginx(file, "shop", url("/"), test(), reload());
    var bad = Shop.behind(spec, directory, blue.address(), "no-such-host.invalid:80");

    assertThatThrownBy(() -> traffic.switchTo(bad, GREEN))
        .isInstanceOf(ProxyRefused.class)
        .hasMessageContaining("host not found in upstream")
        .hasMessageContaining("The previous file is back. Nothing was reloaded.");
    assertThat(file).hasContent(block(blue.address()));
    assertThat(names()).containsExactly("shop.conf");
    assertThat(traffic.active(bad)).isEqualTo(BLUE);
  }

  @Test
  void killedBeforeTheTestIsCompletedByASecondRun() throws Exception {
    switchAndDie("test");

    assertThat(file).hasContent(block(green.address()));
    assertThatThrownBy(() -> traffic.active(shop))
        .isInstanceOf(TrafficUnclear.class)
        .hasMessageContaining("leads to green, but nginx still leads to blue");
    assertThat(traffic.switchTo(shop, GREEN).changed()).isTrue();
    assertServes("green");
  }

  @Test
  void killedBeforeTheReloadIsUndoneByASwitchBack() throws Exception {
    switchAndDie("reload");

    assertThat(traffic.switchTo(shop, BLUE).changed()).isTrue();
    assertThat(file).hasContent(block(blue.address()));
    assertThat(names()).containsExactly("shop.conf");
    assertServes("blue");
  }

  @Test
  void killedWithAFileThatDoesNotPassGetsThePreviousOneBack() throws Exception {
    switchAndDie("test");
    Files.writeString(file, block("no-such-host.invalid:80"));
    var spec = new ProxySpec.Nginx(file, "shop", url("/"), test(), reload());
    var bad = Shop.behind(spec, directory, blue.address(), "no-such-host.invalid:80");

    assertThatThrownBy(() -> traffic.switchTo(bad, GREEN)).isInstanceOf(ProxyRefused.class);
    assertThat(file).hasContent(block(blue.address()));
    assertThat(traffic.active(shop)).isEqualTo(BLUE);
  }

  @Test
  void reloadThatFailsPutsThePreviousFileBack() throws Exception {
    var failing = shop(test(), Shop.command("sh", "-c", "echo no master; exit 1"));

    assertThatThrownBy(() -> traffic.switchTo(failing, GREEN))
        .isInstanceOf(SwitchUnfinished.class)
        .hasMessageContaining("exit status 1 and the previous file is back: «no master»");
    assertThat(traffic.active(shop)).isEqualTo(BLUE);
  }

  @Test
  void cancelledDuringTheTestChangesNothing() throws Exception {
    var cancelling = new Cancellation(() -> {});
    var marker = directory.resolve("testing");
    var slow = shop(Shop.command("sh", "-c", "touch " + marker + "; sleep 60"), reload());
    var thread =
        new Thread(
            () -> {
              Deadline.in(Duration.ofSeconds(20))
                  .await(() -> Files.exists(marker), Duration.ofMillis(5), Duration.ofMillis(50));
              cancelling.cancel("Nobody wants it any more");
            });
    thread.start();

    assertThatThrownBy(() -> cancelling.during(() -> traffic.switchTo(slow, GREEN)))
        .isInstanceOf(Interrupted.class);
    thread.join();
    assertThat(file).hasContent(block(blue.address()));
    assertThat(traffic.active(shop)).isEqualTo(BLUE);
  }

  @Test
  void severalServersAreUnclearUntilOneIsSwitchedTo() throws Exception {
    var both = "server " + blue.address() + ";\n  server " + green.address() + " weight=2;";
    Files.writeString(file, "upstream shop {\n  " + both + "\n}\n");

    assertThatThrownBy(() -> traffic.active(shop))
        .isInstanceOf(TrafficUnclear.class)
        .hasMessageContaining("to blue and green at the same time");
    traffic.switchTo(shop, GREEN);
    assertThat(file).hasContent("upstream shop {\n  server " + green.address() + ";\n}\n");
    assertServes("green");
  }

  @Test
  void serverThatIsMarkedDownIsIdle() throws Exception {
    Files.writeString(
        file,
        "upstream shop {\n  server %s;\n  server %s down;\n}\n"
            .formatted(blue.address(), green.address()));

    assertThat(traffic.active(shop)).isEqualTo(BLUE);
  }

  @Test
  void fileWithSomethingElseIsRefused() throws Exception {
    Files.writeString(file, block(blue.address()) + "server { listen 127.0.0.1:1; }\n");

    assertThatThrownBy(() -> traffic.switchTo(shop, GREEN))
        .isInstanceOf(ProxyRefused.class)
        .hasMessageContaining("does not hold the upstream block shop and nothing else");
  }

  @Test
  void missingFileIsRefused() throws Exception {
    Files.delete(file);

    assertThatThrownBy(() -> traffic.active(shop))
        .isInstanceOf(ProxyRefused.class)
        .hasMessageContaining("The file of the upstream block cannot be found");
  }

  @Test
  void nginxThatDoesNotTellItsUpstreamIsRefused() throws Exception {
    var spec = new ProxySpec.Nginx(file, "shop", url("/silent"), test(), reload());
    var silent = Shop.behind(spec, directory, blue.address(), green.address());

    assertThatThrownBy(() -> traffic.active(silent))
        .isInstanceOf(ProxyRefused.class)
        .hasMessageContaining("add_header X-Reinstate \"$upstream_addr $pid\" always;");
  }

  @Test
  void awayNginxIsUnreachable() {
    nginx.close();

    assertThatThrownBy(() -> traffic.switchTo(shop, GREEN)).isInstanceOf(ProxyUnreachable.class);
    assertThat(file).hasContent(block(blue.address()));
  }

  @Test
  void colourThatDoesNotAnswerIsStillSwitchedTo() throws Exception {
    green.close();

    assertThat(traffic.switchTo(shop, GREEN).changed()).isTrue();
    assertThat(traffic.active(shop)).isEqualTo(GREEN);
  }

  private void assertServes(String colour) throws IOException {
    assertThat(traffic.active(shop).value()).isEqualTo(colour);
    try (var client = new Client(port, false)) {
      assertThat(client.get("/")).isEqualTo(colour);
    }
  }

  /** Switches to green in a JVM that is killed by the test or the reload. */
  private void switchAndDie(String when) throws Exception {
    var java = Path.of(System.getProperty("java.home"), "bin/java").toString();
    var jvm =
        new ProcessBuilder(
                java,
                "-cp",
                System.getProperty("java.class.path"),
                NginxTest.class.getName(),
                directory.toString(),
                file.toString(),
                url("/").toString(),
                blue.address(),
                green.address(),
                when)
            .inheritIO()
            .start();
    assertThat(jvm.waitFor(60, SECONDS)).isTrue();
    assertThat(jvm.exitValue()).isEqualTo(137);
  }

  /** See {@link #switchAndDie}. */
  public static void main(String[] arguments) throws IOException {
    var fine = Shop.command("true");
    var spec =
        new ProxySpec.Nginx(
            Path.of(arguments[1]),
            "shop",
            URI.create(arguments[2]),
            arguments[5].equals("test") ? KILL : fine,
            arguments[5].equals("reload") ? KILL : fine);
    var shop = Shop.behind(spec, Path.of(arguments[0]), arguments[3], arguments[4]);
    Shop.traffic().switchTo(shop, GREEN);
  }

  private Application shop(CommandSpec test, CommandSpec reload) throws IOException {
    var spec = new ProxySpec.Nginx(file, "shop", url("/"), test, reload);
    return Shop.behind(spec, directory, blue.address(), green.address());
  }

  private CommandSpec test() {
    return Shop.command(program, "-t", "-q", "-p", directory.toString(), "-c", "nginx.conf");
  }

  private CommandSpec reload() {
    return Shop.command(program, "-s", "reload", "-p", directory.toString(), "-c", "nginx.conf");
  }

  private URI url(String path) {
    return URI.create("http://127.0.0.1:" + port + path);
  }

  private List<String> names() throws IOException {
    try (var names = Files.list(file.getParent())) {
      return names.map(name -> name.getFileName().toString()).toList();
    }
  }

  private static String block(String address) {
    return """
        # The shop; never server 127.0.0.1:1; by hand.
        upstream shop {
          server %s max_fails=0;
          keepalive 8;
        }
        """
        .formatted(address);
  }

  private void start() throws IOException {
    Files.writeString(file, block(blue.address()));
    Files.writeString(
        directory.resolve("nginx.conf"),
        """
        daemon off;
        worker_processes 2;
        pid nginx.pid;
        error_log error.log;
        events { worker_connections 256; }
        http {
          access_log off;
          client_body_temp_path body;
          proxy_temp_path proxy;
          fastcgi_temp_path fastcgi;
          uwsgi_temp_path uwsgi;
          scgi_temp_path scgi;
          include upstreams/*.conf;
          server {
            listen 127.0.0.1:%d;
            location / {
              proxy_pass http://shop;
              proxy_http_version 1.1;
              proxy_set_header Connection "";
              add_header X-Reinstate "$upstream_addr $pid" always;
            }
            location /silent { return 200; }
          }
        }
        """
            .formatted(port));
    var command =
        List.of(program, "-p", directory.toString(), "-c", "nginx.conf", "-e", "error.log");
    nginx = new RunningProxy(directory, port, command);
  }
}
