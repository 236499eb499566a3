package io.reinstate.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import io.reinstate.attack.Swapping;
import io.reinstate.catalog.application.SystemUser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** nginx's upstream file is in a directory that its owner swaps for one of root's. */
@Tag("long")
class SwappedUpstreamIT {

  private static final String BLOCK = "upstream shop {\n  server 127.0.0.1:%d;\n}\n";

  @TempDir Path directory;

  private Path home;
  private Path outside;
  private Path file;

  @BeforeEach
  void aFileOfNobody() throws IOException {
    Swapping.needs();
    Swapping.reachable(directory);
    home = Files.createDirectory(directory.resolve("shop"));
    outside = Files.createDirectory(directory.resolve("outside"));
    file = Files.createDirectory(home.resolve("d")).resolve("shop.conf");
    Files.writeString(file, BLOCK.formatted(1));
    Files.writeString(outside.resolve("shop.conf"), BLOCK.formatted(2));
    Files.createSymbolicLink(home.resolve("e"), outside);
    Swapping.handOver(home);
    Swapping.keep(outside);
  }

  private UpstreamFile upstream() {
    return new UpstreamFile(file, "shop", Swapping.owner());
  }

  @Test
  void theOtherDirectoryStaysAsItWas() throws IOException {
    var before = Swapping.state(outside);
    try (var swapping = Swapping.of(home.resolve("d"), home.resolve("e"))) {
      swapping
          .during(
              i -> {
                var upstream = upstream();
                swapping.trying(
                    () -> assertThat(upstream.upstreams()).doesNotContain("127.0.0.1:2"));
                swapping.trying(() -> upstream.lead("127.0.0.1:" + (3 + i % 2)));
                swapping.trying(upstream::putBack);
                upstream.settle();
              })
          .succeeded()
          .wasRefused();
    }
    assertThat(Swapping.state(outside)).isEqualTo(before);
  }

  @Test
  void aFileOfRootsIsWrittenAsRoot() throws IOException {
    var ours = new UpstreamFile(outside.resolve("shop.conf"), "shop", Swapping.owner());

    ours.lead("127.0.0.1:5");

    assertThat(ours.upstreams()).containsExactly("127.0.0.1:5");
    assertThat(Files.getOwner(outside.resolve("shop.conf")).getName())
        .isEqualTo(SystemUser.own().name());
    assertThat(ours.putBack()).isTrue();
    assertThat(ours.upstreams()).containsExactly("127.0.0.1:2");
  }
}
