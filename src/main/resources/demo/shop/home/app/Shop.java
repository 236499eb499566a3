import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.StringReader;
import java.math.BigDecimal;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.stream.Collectors;

import static java.nio.charset.StandardCharsets.UTF_8;

/** The demo shop. Start it in its home directory: PORT=8085 java app/Shop.java */
public class Shop {

  record Product(String id, String name, BigDecimal price) {}

  /** Says why a module does not work. */
  static class Broken extends RuntimeException {
    Broken(String reason) {
      super(reason);
    }
  }

  /** A part of the shop with files of its own: read at start, checked then and at every use. */
  abstract static class Module {
    final String name;
    private String failure;

    Module(String name) {
      this.name = name;
    }

    abstract void read();

    abstract void check();

    void load() {
      try {
        read();
        check();
        log("INFO", name + " loaded");
      } catch (Broken e) {
        failure = e.getMessage();
        log("ERROR", name + " failed to load: " + failure);
      }
    }

    void use() {
      if (failure != null) {
        throw new Broken(failure);
      }
      check();
    }

    String state() {
      try {
        use();
        return "ok";
      } catch (Broken e) {
        return "failed: " + e.getMessage();
      }
    }

    boolean works() {
      return state().equals("ok");
    }

    Path file(String file) {
      return Path.of("modules", name, file);
    }
  }

  static class Catalogue extends Module {
    private final Map<String, Product> products = new LinkedHashMap<>();
    private String featured;

    Catalogue() {
      super("catalogue");
    }

    @Override
    void read() {
      for (var row : table(file("products.csv"), 3)) {
        products.put(row[0], new Product(row[0], row[1], amount("price", row[2])));
      }
      featured = setting(properties(file("shelf.properties")), "featured");
    }

    @Override
    void check() {
      if (!products.containsKey(featured)) {
        throw new Broken("the featured product " + featured + " does not exist");
      }
    }

    Product product(String id) {
      use();
      return products.get(id == null ? featured : id);
    }
  }

  static class Cart extends Module {
    private final NavigableMap<BigDecimal, BigDecimal> delivery = new TreeMap<>();
    private BigDecimal maximum;

    Cart() {
      super("cart");
    }

    @Override
    void read() {
      maximum = amount("maximum", setting(properties(file("rules.properties")), "maximum"));
      table(file("delivery.csv"), 2)
          .forEach(row -> delivery.put(amount("from", row[0]), amount("fee", row[1])));
    }

    @Override
    void check() {
      if (delivery.floorEntry(BigDecimal.ZERO) == null) {
        throw new Broken("delivery.csv has no fee for small orders");
      }
    }

    /** Price and delivery. */
    BigDecimal total(Product product) {
      use();
      var total = product.price().add(delivery.floorEntry(product.price()).getValue());
      if (total.compareTo(maximum) > 0) {
        throw new Broken(total + " is above the maximum of a cart");
      }
      return total;
    }
  }

  static class Payment extends Module {
    private Properties providers;
    private Properties limits;

    Payment() {
      super("payment");
    }

    @Override
    void read() {
      providers = properties(file("providers.properties"));
      limits = properties(file("limits.properties"));
    }

    @Override
    void check() {
      var provider = setting(providers, "default");
      if (!providers.containsKey(provider)) {
        throw new Broken("the default provider " + provider + " is not configured");
      }
    }

    void pay(BigDecimal total) {
      use();
      if (total.compareTo(amount("maximum", setting(limits, "maximum"))) > 0) {
        throw new Broken(total + " is above the limit");
      }
    }
  }

  /** One line an order, on disk before the answer: id,time,item,amount,state. */
  static class Orders {
    private static final Path FILE = Path.of("data", "orders.csv");
    private static final String HEADER = "id,time,item,amount,state\n";

    Orders() throws IOException {
      Files.createDirectories(FILE.getParent());
      if (Files.notExists(FILE) || Files.size(FILE) == 0) {
        append(HEADER);
      } else if (!csv().endsWith("\n")) {
        append("\n");
      }
    }

    String csv() throws IOException {
      return Files.readString(FILE);
    }

    /** Complete lines only: a crash may have cut one short. */
    List<String[]> all() throws IOException {
      return csv().lines().skip(1).map(line -> line.split(",")).filter(o -> o.length == 5).toList();
    }

    synchronized String[] add(String item, BigDecimal amount, boolean paid) throws IOException {
      var last = all().stream().mapToInt(order -> Integer.parseInt(order[0])).max().orElse(0);
      var order = new String[] {"" + (last + 1), now(), item, "" + amount, paid ? "paid" : "unpaid"};
      append(String.join(",", order) + "\n");
      return order;
    }

    private static void append(String text) throws IOException {
      try (var file =
          FileChannel.open(FILE, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
        file.write(ByteBuffer.wrap(text.getBytes(UTF_8)));
        file.force(true);
      }
    }
  }

  private final Properties config = properties(Path.of("config", "shop.properties"));
  private final String page = text(Path.of("app", "page.html"));
  private final Catalogue catalogue = new Catalogue();
  private final Cart cart = new Cart();
  private final Payment payment = new Payment();
  private final List<Module> modules = List.of(catalogue, cart, payment);
  private final Orders orders = new Orders();

  Shop() throws IOException {
    modules.forEach(Module::load);
  }

  public static void main(String[] arguments) throws IOException {
    int port = Integer.parseInt(System.getenv().getOrDefault("PORT", "8085"));
    var shop = new Shop();
    var server = HttpServer.create(new InetSocketAddress("127.0.0.1", port), 0);
    server.createContext("/", shop::answer);
    server.setExecutor(Executors.newFixedThreadPool(4));
    Runtime.getRuntime().addShutdownHook(new Thread(() -> log("INFO", "stopped")));
    server.start();
    log("INFO", "shop " + shop.version() + " started on 127.0.0.1:" + port);
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      try {
        route(exchange);
      } catch (RuntimeException e) {
        log("ERROR", exchange.getRequestURI() + ": " + e);
        send(exchange, 500, "text/plain", "This did not work\n");
      }
    }
  }

  private void route(HttpExchange exchange) throws IOException {
    switch (exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath()) {
      case "GET /" -> showPage(exchange);
      case "GET /health" -> showHealth(exchange);
      case "GET /orders" -> showOrders(exchange);
      case "POST /orders" -> order(exchange);
      default -> send(exchange, 404, "text/plain", "Not found\n");
    }
  }

  private void showHealth(HttpExchange exchange) throws IOException {
    var healthy = modules.stream().allMatch(Module::works);
    var states =
        modules.stream()
            .map(module -> json(module.name) + ":" + json(module.state()))
            .collect(Collectors.joining(","));
    var status = json(healthy ? "healthy" : "failing");
    var body = "{\"status\":%s,\"version\":%s,\"modules\":{%s}}\n";
    sendJson(exchange, healthy ? 200 : 503, body.formatted(status, json(version()), states));
  }

  private void showOrders(HttpExchange exchange) throws IOException {
    if ("format=csv".equals(exchange.getRequestURI().getQuery())) {
      send(exchange, 200, "text/csv", orders.csv());
    } else {
      var list = orders.all().stream().map(Shop::json).collect(Collectors.joining(",\n"));
      sendJson(exchange, 200, "[" + list + "]\n");
    }
  }

  /** An order is kept whatever happens to its payment. */
  private void order(HttpExchange exchange) throws IOException {
    var body = new String(exchange.getRequestBody().readNBytes(4096), UTF_8);
    var wanted = body.startsWith("item=") ? URLDecoder.decode(body.substring(5), UTF_8) : null;
    if (wanted != null && catalogue.works() && catalogue.product(wanted) == null) {
      send(exchange, 400, "text/plain", "There is no such product\n");
      return;
    }
    var item = "unknown";
    var amount = new BigDecimal("0.00");
    String failure = null;
    try {
      var product = catalogue.product(wanted);
      item = product.id();
      amount = product.price();
      amount = cart.total(product);
      payment.pay(amount);
    } catch (Broken e) {
      failure = e.getMessage();
    }
    answerOrder(exchange, orders.add(item, amount, failure == null), failure);
  }

  private void answerOrder(HttpExchange exchange, String[] order, String failure)
      throws IOException {
    if (failure != null) {
      log("ERROR", "order " + order[0] + " is not paid: " + failure);
    }
    var accept = String.valueOf(exchange.getRequestHeaders().getFirst("Accept"));
    if (failure == null && accept.contains("text/html")) {
      exchange.getResponseHeaders().set("Location", "/");
      send(exchange, 303, "text/plain", "");
    } else if (accept.contains("text/html")) {
      send(exchange, 502, "text/html", page("Order " + order[0] + " is kept but not paid: " + failure));
    } else {
      sendJson(exchange, failure == null ? 201 : 502, json(order) + "\n");
    }
  }

  private void showPage(HttpExchange exchange) throws IOException {
    send(exchange, catalogue.works() && cart.works() ? 200 : 500, "text/html", page(null));
  }

  private String page(String error) throws IOException {
    var errors = new ArrayList<String>();
    if (error != null) {
      errors.add(error);
    }
    modules.stream()
        .filter(module -> !module.works())
        .forEach(module -> errors.add("Not working: " + module.name + ", " + module.state()));
    return page.replace("{{name}}", html(config.getProperty("name", "Shop")))
        .replace("{{version}}", html(version()))
        .replace("{{errors}}", each(errors, e -> "<section class=\"error\">" + html(e) + "</section>"))
        .replace("{{modules}}", each(modules, Shop::row))
        .replace("{{products}}", each(catalogue.products.values(), this::row))
        .replace("{{choices}}", each(catalogue.products.values(), Shop::choice))
        .replace("{{orders}}", each(lastOrders(), Shop::row));
  }

  private List<String[]> lastOrders() throws IOException {
    var last = new ArrayList<String[]>();
    var all = orders.all();
    for (int i = all.size() - 1; i >= Math.max(0, all.size() - 5); i--) {
      last.add(all.get(i));
    }
    return last;
  }

  private static String row(Module module) {
    var style = module.works() ? "ok" : "failed";
    return "<tr><td>%s</td><td class=\"%s\">%s</td></tr>"
        .formatted(module.name, style, html(module.state()));
  }

  private String row(Product product) {
    return "<tr><td>%s</td><td class=\"number\">%s %s</td></tr>"
        .formatted(html(product.name()), product.price(), config.getProperty("currency"));
  }

  private static String row(String[] order) {
    return "<tr><td>%s</td><td>%s</td><td>%s</td><td class=\"number\">%s</td><td>%s</td></tr>"
        .formatted((Object[]) order);
  }

  private static String choice(Product product) {
    return "<option value=\"%s\">%s</option>".formatted(product.id(), html(product.name()));
  }

  private static <T> String each(Iterable<T> items, Function<T, String> text) {
    var all = new StringBuilder();
    items.forEach(item -> all.append(text.apply(item)));
    return all.toString();
  }

  private String version() {
    return config.getProperty("version", "unknown");
  }

  private static String json(String[] order) {
    return "{\"id\":%s,\"time\":%s,\"item\":%s,\"amount\":%s,\"state\":%s}"
        .formatted(order[0], json(order[1]), json(order[2]), json(order[3]), json(order[4]));
  }

  private static String json(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  private static String html(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
  }

  private static void sendJson(HttpExchange exchange, int status, String body) throws IOException {
    send(exchange, status, "application/json", body);
  }

  private static void send(HttpExchange exchange, int status, String type, String body)
      throws IOException {
    var bytes = body.getBytes(UTF_8);
    exchange.getResponseHeaders().set("Content-Type", type + "; charset=utf-8");
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new Broken(file.getFileName() + " cannot be read");
    }
  }

  private static Properties properties(Path file) {
    var properties = new Properties();
    try {
      properties.load(new StringReader(text(file)));
      return properties;
    } catch (IOException e) {
      throw new Broken(file.getFileName() + " cannot be read");
    }
  }

  private static String setting(Properties properties, String key) {
    var value = properties.getProperty(key);
    if (value == null) {
      throw new Broken("the setting " + key + " is missing");
    }
    return value;
  }

  private static BigDecimal amount(String name, String value) {
    try {
      return new BigDecimal(value);
    } catch (NumberFormatException e) {
      throw new Broken(name + " is not an amount: " + value);
    }
  }

  /** The rows of a CSV file below its header. */
  private static List<String[]> table(Path file, int columns) {
    var rows = text(file).lines().skip(1).map(line -> line.split(",")).toList();
    for (var row : rows) {
      if (row.length != columns) {
        throw new Broken(file.getFileName() + " needs " + columns + " columns in each line");
      }
    }
    return rows;
  }

  private static String now() {
    return Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
  }

  private static void log(String level, String message) {
    System.out.println(now() + " " + level + " " + message);
  }
}
