package io.reinstate.traffic;

import io.reinstate.catalog.application.ColourId;
import io.reinstate.catalog.application.CommandSpec;
import io.reinstate.catalog.application.ProxySpec;
import io.reinstate.catalog.application.SystemUser;
import io.reinstate.host.Cancellation;
import io.reinstate.host.Command;
import io.reinstate.host.CommandResult;
import io.reinstate.host.Deadline;
import io.reinstate.host.Host;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/**
 * nginx: an included file with the upstream block is replaced, tested, and read by a reload. The
 * file says what nginx is to do; what it does, a worker tells itself in the header {@code
 * X-Reinstate}. Only where both agree is it clear which colour serves.
 *
 * <p>Killed before the reload, the two differ; a second run tests the file, or puts the previous
 * one back, and reloads.
 */
final class NginxProxy implements Proxy {

  private static final String HEADER = "X-Reinstate";
  private static final Pattern VALUE = Pattern.compile("(?:.*[,:] +)?(\\S+) +(\\d+)");
  private static final Duration LONGEST_TAKEOVER = Duration.ofSeconds(30);

  private final ProxySpec.Nginx spec;
  private final Colours colours;
  private final Host host;
  private final Path directory;
  private final SystemUser user;

  /**
   * @param directory where the commands run
   * @param user whose rights they have, and the file where others than root can change its place
   */
  NginxProxy(ProxySpec.Nginx spec, Colours colours, Host host, Path directory, SystemUser user) {
    this.spec = spec;
    this.colours = colours;
    this.host = host;
    this.directory = directory;
    this.user = user;
  }

  /** What a worker says about itself. */
  private record Witness(String upstream, long pid) {}

  @Override
  public Serving serving() {
    var meant = colours.serving(file().upstreams());
    var witness = ask();
    var done = colours.serving(List.of(witness.upstream()));
    if (meant.colour().isEmpty() || meant.colour().equals(done.colour())) {
      return meant;
    }
    return Serving.unclear(
        "The file "
            + spec.file()
            + " leads to "
            + meant.colour().get()
            + ", but nginx still leads to "
            + done.colour().map(ColourId::value).orElse(witness.upstream())
            + ": it has not read the file since");
  }

  @Override
  public void leadTo(ColourId colour) {
    var file = file();
    var old = workers();
    if (serving().colour().isPresent()) {
      file.settle();
    }
    if (!colours.serving(file.upstreams()).is(colour)) {
      Cancellation.check();
      file.lead(colours.upstream(colour));
    }
    test(file);
    reload(file, colour);
    awaitTakeover(old, colour);
  }

  @Override
  public String settle() {
    file().settle();
    return "It stands in " + spec.file() + ": a restart of nginx changes nothing.";
  }

  private void test(UpstreamFile file) {
    CommandResult result;
    try {
      result = run(spec.test());
      Cancellation.check();
    } catch (RuntimeException e) {
      file.putBack();
      throw e;
    }
    if (!result.succeeded()) {
      var back = file.putBack() ? "The previous file is back. " : "";
      throw new ProxyRefused(
          "The configuration of nginx does not pass its test: " + Quote.of(result.output()),
          file.path().toString(),
          back + "Nothing was reloaded. Correct the configuration, or the upstream.");
    }
  }

  private void reload(UpstreamFile file, ColourId colour) {
    var result = run(spec.reload());
    if (!result.succeeded()) {
      file.putBack();
      throw new SwitchUnfinished(
          colour,
          "the reload ended with exit status "
              + result.exitStatus()
              + " and the previous file is back: "
              + Quote.of(result.output()),
          file.path().toString(),
          null);
    }
  }

  /** Until no worker that read the old file accepts a connection. */
  private void awaitTakeover(List<NginxWorker> old, ColourId colour) {
    var over =
        Deadline.in(LONGEST_TAKEOVER)
            .await(
                () -> old.stream().noneMatch(NginxWorker::takesConnections) && leadsTo(colour),
                Duration.ofMillis(10),
                Duration.ofMillis(200));
    if (!over) {
      throw new SwitchUnfinished(
          colour,
          "30 s after the reload nginx still works by the configuration it had",
          spec.file().toString(),
          null);
    }
  }

  private boolean leadsTo(ColourId colour) {
    try {
      return colours.serving(List.of(ask().upstream())).is(colour);
    } catch (ProxyUnreachable e) {
      return false;
    }
  }

  private List<NginxWorker> workers() {
    var witness = ask();
    var workers = NginxWorker.besides(witness.pid());
    if (workers.isEmpty()) {
      throw new ProxyRefused(
          "The process " + witness.pid() + " that answered is no worker of nginx on this machine",
          spec.serving().toString(),
          "nginx must run on this machine, with a master process, outside of containers.");
    }
    return workers;
  }

  private Witness ask() {
    var header = ProxyHttp.ask("HEAD", spec.serving(), HEADER).header().orElse("");
    var value = VALUE.matcher(header.strip());
    if (!value.matches()) {
      throw new ProxyRefused(
          "The answer has no header X-Reinstate that tells upstream and worker, but "
              + Quote.of(header),
          spec.serving().toString(),
          "Add there: add_header X-Reinstate \"$upstream_addr $pid\" always;");
    }
    return new Witness(value.group(1), Long.parseLong(value.group(2)));
  }

  private CommandResult run(CommandSpec command) {
    return host.run(
        new Command(
                command.run(),
                directory,
                command.environment(),
                command.secrets(),
                command.timeout())
            .as(user));
  }

  private UpstreamFile file() {
    return new UpstreamFile(spec.file(), spec.name(), user);
  }
}
