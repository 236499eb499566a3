package io.reinstate.snapshot.store;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.reinstate.catalog.application.Application;
import io.reinstate.catalog.application.ServiceId;
import io.reinstate.host.Host;
import io.reinstate.snapshot.SnapshotCorrupt;
import io.reinstate.snapshot.SnapshotId;
import io.reinstate.snapshot.SnapshotNotFound;
import io.reinstate.snapshot.archive.SnapshotDirectory;
import io.reinstate.storage.Json;
import io.reinstate.tree.FailureReason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.springframework.stereotype.Component;

/**
 * What a snapshot recorded of the machine, in {@code state.json}, and is another now: variables and
 * versions that the catalog names, and which variables services get. A restore brings none of it
 * back.
 */
@Component
public final class MachineChanges {

  private final Snapshots snapshots;
  private final MachineStateReader machine;

  public MachineChanges(Snapshots snapshots, Host host) {
    this.snapshots = snapshots;
    this.machine = new MachineStateReader(host);
  }

  /**
   * Half a sentence for each, such as {@code node was v18.19.0 and is v20.11.1}. Values of
   * variables are not told, for they may be secret. Runs the catalog's version commands, 10 s each
   * at most.
   *
   * @throws SnapshotNotFound when there is no such snapshot
   * @throws SnapshotCorrupt when what was recorded cannot be read
   */
  public List<String> since(Application application, SnapshotId snapshot) {
    var then = then(snapshot);
    var found = new ArrayList<String>();
    found.addAll(variables(application, then.environment()));
    found.addAll(versions(application, then.versions()));
    found.addAll(services(application, then.services()));
    return found;
  }

  /** Of {@link MachineState}, what is compared. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  private record Recorded(
      Map<String, String> environment,
      Map<String, String> versions,
      Map<ServiceId, List<String>> services) {

    static final Recorded NOTHING = new Recorded(Map.of(), Map.of(), Map.of());

    Recorded {
      environment = Objects.requireNonNullElse(environment, Map.of());
      versions = Objects.requireNonNullElse(versions, Map.of());
      services = Objects.requireNonNullElse(services, Map.of());
    }
  }

  private Recorded then(SnapshotId snapshot) {
    var file = snapshots.directory(snapshot).path().resolve(SnapshotDirectory.STATE);
    try {
      return Json.MAPPER.readValue(Files.readAllBytes(file), Recorded.class);
    } catch (NoSuchFileException e) {
      return Recorded.NOTHING;
    } catch (IOException e) {
      throw new SnapshotCorrupt(snapshot, "state.json cannot be read: " + FailureReason.of(e), e);
    }
  }

  /** Only those that were set, and that the catalog still names. */
  private static List<String> variables(Application application, Map<String, String> then) {
    var now = MachineStateReader.environment(application.state().environment());
    var names = new TreeSet<>(then.keySet());
    names.retainAll(application.state().environment());
    var found = new ArrayList<String>();
    for (var name : names) {
      if (!now.containsKey(name)) {
        found.add(name + " was set and is not set");
      } else if (!then.get(name).equals(now.get(name))) {
        found.add(name + " has another value");
      }
    }
    return found;
  }

  private List<String> versions(Application application, Map<String, String> then) {
    var found = new ArrayList<String>();
    machine
        .versions(application)
        .forEach(
            (name, version) -> {
              if (then.containsKey(name) && !then.get(name).equals(version)) {
                found.add("%s was %s and is %s".formatted(name, then.get(name), version));
              }
            });
    return found;
  }

  private static List<String> services(Application application, Map<ServiceId, List<String>> then) {
    var found = new ArrayList<String>();
    MachineStateReader.variables(application)
        .forEach(
            (service, now) -> {
              var before = then.getOrDefault(service, now);
              tell(found, "service " + service + " did not get %s and gets it", now, before);
              tell(found, "service " + service + " got %s and does not get it", before, now);
            });
    return found;
  }

  private static void tell(List<String> found, String what, List<String> all, List<String> but) {
    all.stream().filter(name -> !but.contains(name)).map(what::formatted).forEach(found::add);
  }
}
