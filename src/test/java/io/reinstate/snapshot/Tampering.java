package io.reinstate.snapshot;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.reinstate.storage.Json;
import io.reinstate.storage.Sha256;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Consumer;

/** What an attacker or a failing disk does to a snapshot. */
public final class Tampering {

  private Tampering() {}

  public static void flipByte(Path file, long position) throws IOException {
    var bytes = Files.readAllBytes(file);
    bytes[(int) position] ^= 0x40;
    Files.write(file, bytes);
  }

  public static void truncate(Path file, long length) throws IOException {
    try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.truncate(length);
    }
  }

  public static ObjectNode manifest(Path snapshot) throws IOException {
    return (ObjectNode) Json.MAPPER.readTree(snapshot.resolve("manifest.json").toFile());
  }

  /** Changes the manifest and gives it a checksum that is right. */
  public static void rewrite(Path snapshot, Consumer<ObjectNode> change) throws IOException {
    var manifest = manifest(snapshot);
    change.accept(manifest);
    var bytes = Json.MAPPER.writeValueAsBytes(manifest);
    Files.write(snapshot.resolve("manifest.json"), bytes);
    Files.writeString(snapshot.resolve("manifest.sha256"), Sha256.of(bytes) + "  manifest.json\n");
  }

  public static ObjectNode entry(ObjectNode manifest, String path) {
    for (var entry : manifest.withArray("entries")) {
      if (entry.get("path").asText().equals(path)) {
        return (ObjectNode) entry;
      }
    }
    throw new AssertionError("No entry " + path);
  }
}
