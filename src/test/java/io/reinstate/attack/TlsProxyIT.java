package io.reinstate.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.reinstate.snapshot.Needs;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/** People come through nginx with TLS, configured as docs/tls.md says. */
@Tag("long")
class TlsProxyIT {

  private static final String CONFIGURATION =
      """
      daemon off;
      pid %1$s/pid;
      error_log %1$s/error.log;
      events {}
      http {
        access_log off;
        client_body_temp_path %1$s/body;
        proxy_temp_path %1$s/proxy;
        fastcgi_temp_path %1$s/fastcgi;
        uwsgi_temp_path %1$s/uwsgi;
        scgi_temp_path %1$s/scgi;
        server {
          listen 127.0.0.1:%2$d ssl;
          ssl_certificate     %1$s/certificate.pem;
          ssl_certificate_key %1$s/key.pem;
          location / {
            proxy_bind %4$s;
            proxy_pass http://127.0.0.1:%3$d;
            proxy_http_version 1.1;
            proxy_set_header Connection "";
            proxy_set_header Host $host;
            proxy_set_header X-Forwarded-For $remote_addr;
            proxy_set_header X-Forwarded-Proto $scheme;
          }
        }
      }
      """;

  @TempDir private Path directory;

  @Attack
  void logsInStartsAndIsKnownByTheOwnAddress(RunsAs runsAs)
      throws IOException, InterruptedException, GeneralSecurityException {
    Needs.programs("nginx", "openssl");
    var reinstate = runsAs.reinstate();
    run(
        "openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=reinstate.test -keyout key.pem -out certificate.pem");
    Files.writeString(
        directory.resolve("nginx.conf"),
        CONFIGURATION.formatted(
            directory, reinstate.tlsPort(), reinstate.port(), AttackedReinstate.PROXY));
    var nginx =
        new ProcessBuilder("nginx", "-c", directory.resolve("nginx.conf").toString())
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("output").toFile())
            .start();
    try {
      await().atMost(Duration.ofSeconds(20)).until(() -> listens(reinstate.tlsPort()));
      var origin = "reinstate.test:" + reinstate.tlsPort();
      var person = new Wire(reinstate.tlsPort(), "127.0.0.6", origin, trust());

      var login = person.logIn("petra", "Roll-back-1", "Origin: https://" + origin);
      assertThat(login.status()).as(login.body()).isEqualTo(200);
      assertThat(login.header("Set-Cookie"))
          .hasValueSatisfying(cookie -> assertThat(cookie).contains("Secure"));
      assertThat(reinstate.log()).contains("«petra» logged in from 127.0.0.6");
      assertThat(person.get("/camunda/api/engine/engine/default/task", login.cookies()).status())
          .isEqualTo(200);
      assertThat(person.logIn("petra", "Roll-back-1", "Origin: https://evil.example").status())
          .as("a page of somebody else's")
          .isEqualTo(403);
      assertThat(person.get("/camunda").head())
          .contains("Location: /camunda")
          .doesNotContain("http:");
    } finally {
      nginx.destroy();
      nginx.waitFor();
    }
  }

  private SSLContext trust() throws GeneralSecurityException, IOException {
    var store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    try (var certificate = Files.newInputStream(directory.resolve("certificate.pem"))) {
      store.setCertificateEntry(
          "proxy", CertificateFactory.getInstance("X.509").generateCertificate(certificate));
    }
    var managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    managers.init(store);
    var context = SSLContext.getInstance("TLS");
    context.init(null, managers.getTrustManagers(), null);
    return context;
  }

  private void run(String command) throws IOException, InterruptedException {
    var process =
        new ProcessBuilder(command.split(" "))
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("openssl.log").toFile())
            .start();
    assertThat(process.waitFor()).as(Files.readString(directory.resolve("openssl.log"))).isZero();
  }

  private static boolean listens(int port) {
    try (var socket = new Socket("127.0.0.1", port)) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }
}
