package io.reinstate.service;

import io.reinstate.catalog.application.ServiceId;
import io.reinstate.host.LocalHost;
import java.nio.file.Path;
import java.util.List;

/** A JVM that starts a service and is killed before it can clean anything up. */
final class StartAndDie {

  private StartAndDie() {}

  public static void main(String[] arguments) {
    var command = List.of(arguments).subList(1, arguments.length);
    var shop = new TestApplication(Path.of(arguments[0])).supervised("web", command).build();
    new Services(new LocalHost()).start(shop, new ServiceId("web"));
    Runtime.getRuntime().halt(137);
  }
}
