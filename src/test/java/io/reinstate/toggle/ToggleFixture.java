package io.reinstate.toggle;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.reinstate.catalog.ApplicationBuilder;
import io.reinstate.catalog.application.Application;
import io.reinstate.catalog.application.ToggleId;
import io.reinstate.catalog.application.ToggleSpec;
import io.reinstate.catalog.application.ToggleSwitch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An application with one toggle, in a directory of its own. */
record ToggleFixture(Path home) {

  static final ToggleId TOGGLE = new ToggleId("search");

  static ToggleFixture below(Path parent) throws IOException {
    return new ToggleFixture(Files.createDirectories(parent.toRealPath().resolve("shop")));
  }

  Path write(String name, String content) throws IOException {
    return Files.write(home.resolve(name), content.getBytes(UTF_8));
  }

  String read(String name) throws IOException {
    return new String(Files.readAllBytes(home.resolve(name)), UTF_8);
  }

  Application inFile(String name, ToggleSwitch.Format format, String key) {
    return with(new ToggleSwitch.InFile(home.resolve(name), format, key));
  }

  Application with(ToggleSwitch how) {
    var toggle =
        new ToggleSpec(
            "Search", how, "true", "false", Optional.empty(), ToggleSpec.Apply.NOTHING, List.of());
    return ApplicationBuilder.shop(home).toggles(Map.of(TOGGLE, toggle)).build();
  }
}
