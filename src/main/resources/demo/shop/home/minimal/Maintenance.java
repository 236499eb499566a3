import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** Answers in place of the shop, and depends on nothing of it: PORT=8085 java minimal/Maintenance.java */
public class Maintenance {

  private static final String PAGE =
      """
      <!doctype html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <title>Back soon</title>
      <style>
        body { font: 16px/1.5 system-ui, sans-serif; color: #1f2933; background: #f5f7fa;
               display: grid; place-items: center; min-height: 100vh; margin: 0 }
        main { background: #fff; border: 1px solid #d9e2ec; border-radius: 8px; padding: 2rem; max-width: 26rem }
        h1 { margin-top: 0 }
      </style>
      </head>
      <body>
      <main><h1>Back soon</h1>
      <p>The shop is closed for maintenance. Your orders are safe.</p>
      <p>Please try again in a few minutes.</p></main>
      </body>
      </html>
      """;

  public static void main(String[] arguments) throws IOException {
    int port = Integer.parseInt(System.getenv().getOrDefault("PORT", "8085"));
    var server = HttpServer.create(new InetSocketAddress("127.0.0.1", port), 0);
    server.createContext("/", exchange -> send(exchange, 503, "text/html", PAGE));
    server.createContext(
        "/health",
        exchange -> send(exchange, 200, "application/json", "{\"status\":\"maintenance\"}\n"));
    server.start();
    System.out.println(Instant.now() + " INFO maintenance page started on 127.0.0.1:" + port);
  }

  private static void send(HttpExchange exchange, int status, String type, String body)
      throws IOException {
    try (exchange) {
      var bytes = body.getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", type + "; charset=utf-8");
      exchange.getResponseHeaders().set("Retry-After", "120");
      exchange.sendResponseHeaders(status, bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }
}
