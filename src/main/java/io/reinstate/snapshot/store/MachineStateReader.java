package io.reinstate.snapshot.store;

import com.sun.management.OperatingSystemMXBean;
import io.reinstate.ReinstateException;
import io.reinstate.catalog.application.Application;
import io.reinstate.catalog.application.DatabaseId;
import io.reinstate.catalog.application.ServiceId;
import io.reinstate.host.Command;
import io.reinstate.host.CommandResult;
import io.reinstate.host.Host;
import io.reinstate.snapshot.archive.Manifest;
import io.reinstate.snapshot.archive.Manifest.Dump;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Looks at the machine. Whatever cannot be found out is left out or named; it never fails, but may
 * be interrupted.
 */
final class MachineStateReader {

  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final Path UPTIME = Path.of("/proc/uptime");

  private final Host host;

  MachineStateReader(Host host) {
    this.host = host;
  }

  MachineState read(Application application, Manifest.About about, List<Dump> dumps) {
    return new MachineState(
        about.created(),
        about.stepKey(),
        System.getProperty("os.name"),
        System.getProperty("os.version"),
        System.getProperty("os.arch"),
        System.getProperty("java.version"),
        Runtime.getRuntime().availableProcessors(),
        memory(),
        machineUptime(),
        Duration.ofMillis(ManagementFactory.getRuntimeMXBean().getUptime()),
        environment(application.state().environment()),
        variables(application),
        schemas(dumps),
        versions(application),
        about.revision());
  }

  private static long memory() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
        ? system.getTotalMemorySize()
        : 0;
  }

  private static Optional<Duration> machineUptime() {
    try {
      var seconds = Double.parseDouble(Files.readString(UPTIME).split(" ")[0]);
      return Optional.of(Duration.ofSeconds((long) seconds));
    } catch (IOException | NumberFormatException e) {
      return Optional.empty();
    }
  }

  static Map<String, String> environment(List<String> names) {
    var found = new TreeMap<String, String>();
    for (var name : names) {
      Optional.ofNullable(System.getenv(name)).ifPresent(value -> found.put(name, value));
    }
    return found;
  }

  static Map<ServiceId, List<String>> variables(Application application) {
    var found = new TreeMap<ServiceId, List<String>>();
    application
        .services()
        .forEach(
            (id, service) -> {
              var names = new TreeSet<>(service.run().environment().keySet());
              names.addAll(service.run().secrets().keySet());
              found.put(id, List.copyOf(names));
            });
    return found;
  }

  private static Map<DatabaseId, String> schemas(List<Dump> dumps) {
    var found = new TreeMap<DatabaseId, String>();
    for (var dump : dumps) {
      dump.schema().ifPresent(version -> found.put(dump.database(), version));
    }
    return found;
  }

  Map<String, String> versions(Application application) {
    var found = new TreeMap<String, String>();
    application
        .state()
        .versions()
        .forEach((name, command) -> found.put(name, version(application, command)));
    return found;
  }

  private String version(Application application, List<String> command) {
    try {
      var result =
          host.run(Command.of(application.home(), TIMEOUT, command).as(application.user()));
      return result.succeeded()
          ? firstLine(result)
          : "unavailable: exit status " + result.exitStatus();
    } catch (ReinstateException e) {
      return "unavailable: " + e.getMessage();
    }
  }

  private static String firstLine(CommandResult result) {
    return result.output().lines().findFirst().orElse("").strip();
  }
}
