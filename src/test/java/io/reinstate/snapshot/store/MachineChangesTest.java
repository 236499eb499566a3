package io.reinstate.snapshot.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.reinstate.catalog.SupervisedBuilder;
import io.reinstate.catalog.application.ServiceId;
import io.reinstate.catalog.application.ServiceSpec;
import io.reinstate.catalog.application.StateSpec;
import io.reinstate.host.LocalHost;
import io.reinstate.snapshot.Shop;
import io.reinstate.snapshot.Snapshot;
import io.reinstate.snapshot.SnapshotCorrupt;
import io.reinstate.storage.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MachineChangesTest {

  @TempDir private Path directory;
  private Shop shop;
  private MachineChanges machine;

  @BeforeEach
  void open() {
    var host = new LocalHost();
    shop = new Shop(directory.resolve("shop"), directory.resolve("snapshots"), host);
    shop.state =
        new StateSpec(
            List.of("PATH", "NOT_SET_ANYWHERE"), Map.of("node", List.of("cat", "version")));
    shop.write("version", "v18\nlts\n");
    machine = new MachineChanges(shop.snapshots, host);
  }

  private List<String> since(Snapshot snapshot) {
    return machine.since(shop.application(), snapshot.id());
  }

  private void recorded(Snapshot snapshot, Consumer<ObjectNode> change) throws IOException {
    var file = shop.directory(snapshot).resolve("state.json");
    var state = (ObjectNode) Json.MAPPER.readTree(file.toFile());
    change.accept(state);
    Files.write(file, Json.MAPPER.writeValueAsBytes(state));
  }

  @Test
  void machineThatIsAsItWasHasNothingToTell() {
    assertThat(since(shop.take())).isEmpty();
  }

  @Test
  void anotherVersionIsToldWithBoth() {
    var snapshot = shop.take();
    shop.write("version", "v20\n");

    assertThat(since(snapshot)).containsExactly("node was v18 and is v20");
  }

  @Test
  void anotherVariableIsToldWithoutItsValue() throws IOException {
    var snapshot = shop.take();
    recorded(snapshot, state -> state.withObject("/environment").put("PATH", "/s3cret/bin"));
    assertThat(since(snapshot)).containsExactly("PATH has another value");

    recorded(
        snapshot,
        state ->
            state
                .withObject("/environment")
                .put("PATH", System.getenv("PATH"))
                .put("NOT_SET_ANYWHERE", "x")
                .put("NO_LONGER_IN_THE_CATALOG", "x"));
    assertThat(since(snapshot)).containsExactly("NOT_SET_ANYWHERE was set and is not set");
  }

  @Test
  void anotherVariableOfAServiceIsTold() throws IOException {
    var run = new SupervisedBuilder(shop.home, "web").build();
    shop.services =
        Map.of(
            new ServiceId("web"), new ServiceSpec("Web", run, List.of(), List.of(), Duration.ZERO));
    var snapshot = shop.take();
    recorded(snapshot, state -> state.withObject("/services").putArray("web").add("OLD"));

    assertThat(since(snapshot)).containsExactly("service web got OLD and does not get it");
  }

  @Test
  void whatWasNeverRecordedCannotDiffer() throws IOException {
    var snapshot = shop.take();
    Files.writeString(shop.directory(snapshot).resolve("state.json"), "{\"later\": 1}");
    assertThat(since(snapshot)).isEmpty();

    Files.delete(shop.directory(snapshot).resolve("state.json"));
    assertThat(since(snapshot)).isEmpty();
  }

  @Test
  void recordThatIsNoJsonIsDamage() throws IOException {
    var snapshot = shop.take();
    Files.writeString(shop.directory(snapshot).resolve("state.json"), "{");

    assertThatThrownBy(() -> since(snapshot))
        .isInstanceOf(SnapshotCorrupt.class)
        .hasMessageContainingAll("state.json", snapshot.id().toString());
  }
}
