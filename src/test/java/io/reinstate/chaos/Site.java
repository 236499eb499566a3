package io.reinstate.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import io.reinstate.Caller.Answer;
import io.reinstate.snapshot.Needs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;

/**
 * Applications, a database and the nodes that look after them, in a directory of their own below
 * {@code target/chaos}. Snapshots are in a directory that all nodes share.
 */
final class Site implements AutoCloseable {

  static final String PASSWORD = "Roll-back-1";
  static final String OPERATOR = "olivia";
  static final String APPROVER = "samir";

  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final Duration MEMORY = Duration.ofMillis(150);
  private static final int PEOPLE = 100;
  private static final int LARGEST_PAGE = 200;

  /**
   * What a site is made of.
   *
   * @param postgresql whether its database is PostgreSQL; H2 in a file otherwise, for one node
   * @param lock how long a job is locked, in milliseconds; the lease follows it
   * @param options for the JVM of each node
   * @param make what its applications are made of
   */
  record Plan(
      boolean postgresql, int nodes, int applications, int lock, List<String> options, Make make) {

    /** JVMs that start soon and run well for a minute. */
    static final List<String> SHORT_LIVED =
        List.of("-Xmx512m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

    static Plan h2(int applications, int lock) {
      return new Plan(false, 1, applications, lock, SHORT_LIVED, Make.SIMPLE);
    }

    static Plan postgresql(int nodes, int applications, int lock) {
      return new Plan(true, nodes, applications, lock, SHORT_LIVED, Make.SIMPLE);
    }

    Plan of(Make wanted) {
      return new Plan(postgresql, nodes, applications, lock, options, wanted);
    }
  }

  private final Path directory;
  private final List<Subject> subjects;
  private final Balancer balancer;
  private final boolean behindProxy;
  private final Optional<PostgresServer> postgres;
  private final List<Node> nodes;
  private final People people;
  private final EngineState engine = new EngineState(this);
  private final Map<Subject, String> good = new ConcurrentHashMap<>();
  private final Map<Subject, String> marks = new ConcurrentHashMap<>();
  private final Map<Subject, String> spare = new ConcurrentHashMap<>();
  private final Map<Subject, String> broken = new ConcurrentHashMap<>();

  private List<JsonNode> records = List.of();
  private Instant recordsAt = Instant.EPOCH;

  /** Everything is there, and nothing runs yet. */
  Site(String name, Plan plan) {
    Needs.programs("git", "python3", "setsid");
    directory =
        Path.of("target", "chaos", name + "-" + ProcessHandle.current().pid()).toAbsolutePath();
    try {
      Files.createDirectories(directory);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    balancer = new Balancer(name);
    subjects =
        IntStream.rangeClosed(1, plan.applications())
            .mapToObj(
                number -> new Subject("app-" + number, plan.make(), directory, balancer.socket()))
            .toList();
    behindProxy = plan.make() == Make.WHOLE && Balancer.installed();
    postgres = plan.postgresql() ? Optional.of(new PostgresServer()) : Optional.empty();
    nodes =
        IntStream.range(0, plan.nodes())
            .mapToObj(number -> node("node-" + (char) ('a' + number), plan))
            .toList();
    people = new People(nodes);
  }

  private Node node(String name, Plan plan) {
    var data = directory.resolve(name);
    var properties = new LinkedHashMap<String, String>();
    properties.put("reinstate.data", data.toString());
    properties.put("reinstate.demo.enabled", "false");
    properties.put("reinstate.catalog.directory", directory.resolve("catalog").toString());
    properties.put("reinstate.snapshots.directory", directory.resolve("snapshots").toString());
    properties.put("reinstate.state.directory", directory.resolve("state").toString());
    properties.put("reinstate.watch.interval", "1s");
    // Its people are made for it.
    properties.put("reinstate.approval.membership-age", "PT0S");
    properties.put("camunda.bpm.job-execution.lock-time-in-millis", Integer.toString(plan.lock()));
    postgres.ifPresent(server -> properties.put("spring.datasource.url", server.url(name)));
    return new Node(name, directory, plan.options(), properties);
  }

  /**
   * Starts the nodes, adds the people, and brings every application into its first state: a stable
   * snapshot of the good release, a spare one, and a running service.
   */
  Site open() {
    try {
      bringUp();
      return this;
    } catch (RuntimeException | Error e) {
      close();
      throw e;
    }
  }

  private void bringUp() {
    nodes.get(0).start().untilReady();
    people.add(OPERATOR, "operators");
    people.add(APPROVER, "senior-developers", "project-leads", "stakeholders");
    if (behindProxy) {
      balancer.start(directory, subjects);
    }
    nodes.subList(1, nodes.size()).forEach(Node::start);
    nodes.forEach(Node::untilReady);
    forAll(subjects, this::install);
  }

  /** Does something with many at a time, as many people do. */
  static <T> void forAll(List<T> many, Consumer<T> task) {
    var people = Executors.newFixedThreadPool(Math.min(PEOPLE, many.size()));
    try {
      for (var done : many.stream().map(each -> people.submit(() -> task.accept(each))).toList()) {
        done.get();
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause().getMessage(), e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } finally {
      people.shutdownNow();
    }
  }

  private void install(Subject subject) {
    good.put(subject, snapshot(subject, "good"));
    spare.put(subject, snapshot(subject, "spare"));
    Subject.BROKEN.deployTo(subject.home());
    broken.put(subject, snapshot(subject, "broken"));
    Act.on(this, subject)
        .start("mark-snapshot-stable", ",\"snapshot\":\"" + good.get(subject) + "\"")
        .untilSettled();
    marks.put(subject, markOf(good.get(subject), subject));
    Act.on(this, subject).start("emergency-rollback", "").untilSettled();
  }

  private static String markOf(String snapshot, Subject subject) {
    try {
      return Files.readString(subject.kept().mark(snapshot));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String snapshot(Subject subject, String label) {
    Act.on(this, subject).start("take-snapshot", ",\"label\":\"" + label + "\"").untilSettled();
    return subject.name()
        + "/"
        + subject.kept().names().stream()
            .filter(found -> found.startsWith(label + "-"))
            .findFirst()
            .orElseThrow();
  }

  /** The stable snapshot of the good release. */
  String goodSnapshot(Subject subject) {
    return good.get(subject);
  }

  /** From now on no other snapshot is marked stable, whatever acts marked before. */
  void onlyGoodIsStable(Subject subject) {
    subject.kept().noneIsStable();
    try {
      Files.writeString(subject.kept().mark(good.get(subject)), marks.get(subject));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A snapshot that nobody marked stable at first. */
  String spareSnapshot(Subject subject) {
    return spare.get(subject);
  }

  /** A snapshot of the broken release. */
  String brokenSnapshot(Subject subject) {
    return broken.get(subject);
  }

  Balancer balancer() {
    return balancer;
  }

  List<Subject> subjects() {
    return subjects;
  }

  List<Node> nodes() {
    return nodes;
  }

  PostgresServer postgres() {
    return postgres.orElseThrow();
  }

  Path directory() {
    return directory;
  }

  /** Nobody asks it until it goes on. */
  void pause(Node node) {
    people.avoid(node);
    node.pause();
  }

  void goOn(Node node) {
    node.goOn();
    people.avoidNoLonger(node);
  }

  /**
   * Asks any node that answers, until one does.
   *
   * @return the answer's JSON
   */
  JsonNode get(String path) {
    return people.get(path);
  }

  /** Asks one node, once; nothing when it died meanwhile or could not answer. */
  Optional<Answer> post(String user, String path, String body) {
    return people.attempt(caller -> caller.post(path, body), user);
  }

  /** The same. */
  Optional<Answer> delete(String user, String path) {
    return people.attempt(caller -> caller.delete(path), user);
  }

  /** What the engine does. */
  EngineState engine() {
    return engine;
  }

  /** The newest records, at most 150 ms old. */
  synchronized List<JsonNode> records() {
    if (Instant.now().isAfter(recordsAt.plus(MEMORY))) {
      var most = Math.min(LARGEST_PAGE, 20 + 6 * subjects.size());
      records = list(get("/api/rollbacks?most=" + most));
      recordsAt = Instant.now();
    }
    return records;
  }

  /** The newest records of one application. */
  List<JsonNode> records(Subject subject) {
    return records().stream()
        .filter(record -> record.path("application").asText().equals(subject.name()))
        .toList();
  }

  static List<JsonNode> list(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).toList();
  }

  /** Ends the nodes, the services and the database; the logs stay. */
  @Override
  public void close() {
    nodes.forEach(Node::close);
    subjects.forEach(Subject::end);
    balancer.close();
    postgres.ifPresent(PostgresServer::close);
  }
}
