package io.reinstate.attack;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.reinstate.Rollback;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;

/** Somebody without a login opens thousands of connections, and says a byte now and then. */
@Tag("long")
class FloodIT {

  private static final int CONNECTIONS = 2_000;
  private static final String PATH = "/api/applications";

  /** Where the attack comes from; it is held back there, and no other test comes from there. */
  private static final String FROM = "127.0.0.7";

  private static final List<String> BEGINNINGS =
      List.of(
          "POST /camunda/api/admin/auth/user/default/login/admin HTTP/1.1\r\nHost: x\r\n"
              + "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 900\r\n\r\nu",
          "POST /api/runbooks/module-rollback/start HTTP/1.1\r\nHost: x\r\n"
              + "Content-Type: application/json\r\nContent-Length: 900\r\n\r\n{",
          "POST /engine-rest/process-definition/key/module-rollback/start HTTP/1.1\r\nHost: x\r\n"
              + Wire.login("samir", "guessed")
              + "\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n9\r\n{",
          "GET /api/applications HTTP/1.1\r\nHost: x\r\nAuthorization: Basic ACCOUNT\r\n\r\n",
          "PUT /camunda/api/engine/engine/default/user/admin/profile HTTP/1.1\r\nHost: x\r\n"
              + "Content-Type: application/json\r\nContent-Length: 900\r\n\r\n{",
          "GET /actuator/health HTTP/1.1\r\nHost: x\r\nX-Slow: ");

  @Attack
  void ofSlowConnectionsHoldsUpNobodyWhoIsLoggedIn(RunsAs runsAs)
      throws IOException, InterruptedException {
    var reinstate = runsAs.reinstate();
    Rollback.cancelAll(reinstate.port());
    var neighbour = new Wire(reinstate.port(), FROM);
    // An account that is known where the attack comes from is the worst to guess for.
    for (var known : List.of("samir", "olivia")) {
      assertThat(neighbour.get(PATH, Wire.login(known, "Roll-back-1")).status()).isEqualTo(200);
    }
    var connections = new ArrayList<SocketChannel>();
    var trickle = Executors.newSingleThreadScheduledExecutor();
    try {
      for (var number = 0; number < CONNECTIONS; number++) {
        connections.add(open(reinstate.port(), number));
      }
      trickle.scheduleAtFixedRate(
          () -> oneByteEach(connections, reinstate.port()), 1, 1, TimeUnit.SECONDS);
      for (var times = 0; times < 5; times++) {
        assertThat(took(() -> health(reinstate.port()))).isLessThan(Duration.ofSeconds(10));
        assertThat(took(() -> health(reinstate.healthPort()))).isLessThan(Duration.ofSeconds(10));
        var answer = neighbour.get(PATH, Wire.login("olivia", "Roll-back-1"));
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
      }
      var rollback =
          Rollback.start(
              reinstate.port(),
              "olivia",
              "module-rollback",
              "{\"application\":\"shop\",\"module\":\"payment\",\"reason\":\"flooded\"}");
      assertThat(rollback.task("Approve rollback")).isNotEmpty();
      assertThat(connections.stream().filter(SocketChannel::isOpen).count())
          .as("connections of the attack at its end")
          .isGreaterThan(CONNECTIONS * 9L / 10);
    } finally {
      trickle.shutdownNow();
      trickle.awaitTermination(10, TimeUnit.SECONDS);
      for (var connection : connections) {
        connection.close();
      }
      Rollback.cancelAll(reinstate.port());
    }
  }

  private static void health(int port) {
    assertThat(new Wire(port, "127.0.0.1").get("/actuator/health").status()).isEqualTo(200);
  }

  private static Duration took(Runnable what) {
    var begin = Instant.now();
    what.run();
    return Duration.between(begin, Instant.now());
  }

  private static SocketChannel open(int port, int number) throws IOException {
    var connection = SocketChannel.open().bind(new InetSocketAddress(FROM, 0));
    connection.connect(new InetSocketAddress("127.0.0.1", port));
    connection.configureBlocking(false);
    var account = ("nobody-" + number + ":x").getBytes(ISO_8859_1);
    var beginning =
        BEGINNINGS
            .get(number % BEGINNINGS.size())
            .replace("ACCOUNT", Base64.getEncoder().encodeToString(account));
    connection.write(ByteBuffer.wrap(beginning.getBytes(ISO_8859_1)));
    return connection;
  }

  /** Those that the server has closed are opened again. */
  private static void oneByteEach(List<SocketChannel> connections, int port) {
    for (var number = 0; number < connections.size(); number++) {
      try {
        if (isClosed(connections.get(number))) {
          connections.set(number, open(port, number));
        } else {
          connections.get(number).write(ByteBuffer.wrap(new byte[] {'x'}));
        }
      } catch (IOException e) {
        // The next round opens it anew.
        closeQuietly(connections.get(number));
      }
    }
  }

  private static boolean isClosed(SocketChannel connection) throws IOException {
    if (!connection.isOpen()) {
      return true;
    }
    var answer = ByteBuffer.allocate(4096);
    if (connection.read(answer) < 0) {
      connection.close();
      return true;
    }
    return false;
  }

  private static void closeQuietly(SocketChannel connection) {
    try {
      connection.close();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
