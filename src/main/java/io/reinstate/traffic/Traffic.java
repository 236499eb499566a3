package io.reinstate.traffic;

import io.reinstate.ReinstateException;
import io.reinstate.catalog.application.Application;
import io.reinstate.catalog.application.ColourId;
import io.reinstate.catalog.application.ProxySpec;
import io.reinstate.catalog.application.ServiceId;
import io.reinstate.catalog.application.ServiceSpec;
import io.reinstate.catalog.application.TrafficSpec;
import io.reinstate.health.HealthChecks;
import io.reinstate.health.HealthReport;
import io.reinstate.host.Host;
import io.reinstate.service.ServiceStatus;
import io.reinstate.service.Services;
import io.reinstate.storage.ExclusiveLock;
import java.io.IOException;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * The traffic of all applications that have colours. What serves is read from the proxy. Switches
 * of one application wait for each other, among threads and among nodes of one machine.
 */
@Component
public class Traffic {

  /** Where no service of a colour says how long it may take. */
  private static final Duration DEFAULT_DEADLINE = Duration.ofSeconds(30);

  private static final String THROUGH_PROXY = "the way through the proxy";
  private static final Duration LONGEST_SWITCH = Duration.ofMinutes(2);

  private final Host host;
  private final Services services;
  private final HealthChecks health;

  public Traffic(Host host, Services services, HealthChecks health) {
    this.host = host;
    this.services = services;
    this.health = health;
  }

  /**
   * The colour that new requests are led to now.
   *
   * @throws TrafficUnclear when it is not exactly one colour of the catalog
   * @throws ProxyUnreachable when the proxy does not answer
   * @throws ProxyRefused when it does not know what the catalog names
   * @throws NoTraffic when the application has no colours
   */
  public ColourId active(Application application) {
    var serving = proxy(application).serving();
    return serving.colour().orElseThrow(() -> new TrafficUnclear(application, serving.reason()));
  }

  /**
   * Every colour with its services and its health, asked past the proxy. Does not fail because the
   * proxy is away or leads to several colours: then no colour is active, and the reason says why.
   *
   * @throws NoTraffic when the application has no colours
   */
  public TrafficStatus describe(Application application) {
    var serving = serving(application);
    var colours = new LinkedHashMap<ColourId, ColourStatus>();
    spec(application)
        .colours()
        .keySet()
        .forEach(colour -> colours.put(colour, status(application, colour, serving)));
    return new TrafficStatus(serving.colour(), serving.reason(), colours);
  }

  /**
   * Leads all new requests to the colour and does nothing when it serves already. Requests that run
   * are finished by the colour they began at. Does not ask whether the colour is healthy: do that
   * before, with {@link #awaitHealth}.
   *
   * <p>After a kill at any point a second run completes the switch, to this colour or to another
   * one. Cancelled before the proxy was told, nothing has changed.
   *
   * @throws SwitchUnfinished when the proxy was told but does not lead there
   * @throws TrafficBusy when another switch takes longer than two minutes
   * @throws ProxyUnreachable when the proxy does not answer; nothing has changed then
   * @throws ProxyRefused when it does not know what the catalog names, does not accept the change,
   *     or would go on leading requests to something else; nothing has changed then
   * @throws NoTraffic when the application has no colours
   */
  public SwitchedTraffic switchTo(Application application, ColourId colour) {
    spec(application).colour(colour);
    var proxy = proxy(application);
    var file = application.workDirectory().resolve("traffic.lock");
    try (var held =
        ExclusiveLock.of(file, LONGEST_SWITCH)
            .orElseThrow(() -> new TrafficBusy(application, file, null))) {
      var changed = !proxy.serving().is(colour);
      if (changed) {
        proxy.leadTo(colour);
      }
      return new SwitchedTraffic(colour, changed, proxy.settle());
    } catch (IOException e) {
      throw new TrafficBusy(application, file, e);
    }
  }

  /**
   * Asks the colour's probes once, past the proxy, and whether its services run; at best unknown
   * when it has no probe.
   */
  public HealthReport health(Application application, ColourId colour) {
    var one = spec(application).colour(colour);
    return health.ask(application, "the colour " + colour, one.health(), one.services());
  }

  /**
   * Asks the colour's probes, past the proxy, until all are healthy or the longest start deadline
   * of its services is over (30 s without services), and gives the last answer.
   */
  public HealthReport awaitHealth(Application application, ColourId colour) {
    var one = spec(application).colour(colour);
    return health.await(
        application,
        "the colour " + colour,
        one.health(),
        one.services(),
        deadline(application, colour));
  }

  /**
   * Asks the probes that go through the proxy once, and whether the services of this colour, which
   * serves, run; at best unknown when there is no probe.
   */
  public HealthReport healthThroughProxy(Application application, ColourId colour) {
    return health.ask(
        application,
        THROUGH_PROXY,
        spec(application).health(),
        spec(application).colour(colour).services());
  }

  /**
   * Asks the probes that go through the proxy, for as long as {@link #awaitHealth} would ask this
   * colour, which is to serve.
   */
  public HealthReport awaitHealthThroughProxy(Application application, ColourId colour) {
    return health.await(
        application,
        THROUGH_PROXY,
        spec(application).health(),
        spec(application).colour(colour).services(),
        deadline(application, colour));
  }

  private ColourStatus status(Application application, ColourId colour, Serving serving) {
    Map<ServiceId, ServiceStatus> running = new LinkedHashMap<>();
    spec(application)
        .colour(colour)
        .services()
        .forEach(service -> running.put(service, services.status(application, service)));
    return new ColourStatus(serving.is(colour), running, health(application, colour));
  }

  private Serving serving(Application application) {
    var proxy = proxy(application);
    try {
      return proxy.serving();
    } catch (ReinstateException e) {
      return Serving.unclear(e.getMessage());
    }
  }

  private static Duration deadline(Application application, ColourId colour) {
    return spec(application).colour(colour).services().stream()
        .map(application::service)
        .map(ServiceSpec::deadline)
        .max(Comparator.naturalOrder())
        .orElse(DEFAULT_DEADLINE);
  }

  private static TrafficSpec spec(Application application) {
    return application.traffic().orElseThrow(() -> new NoTraffic(application));
  }

  private Proxy proxy(Application application) {
    var spec = spec(application);
    var colours = new Colours(spec.colours());
    if (spec.proxy() instanceof ProxySpec.Caddy caddy) {
      return new CaddyProxy(caddy, colours);
    }
    if (spec.proxy() instanceof ProxySpec.Haproxy haproxy) {
      return new HaproxyProxy(haproxy, colours);
    }
    return new NginxProxy(
        (ProxySpec.Nginx) spec.proxy(), colours, host, application.home(), application.user());
  }
}
