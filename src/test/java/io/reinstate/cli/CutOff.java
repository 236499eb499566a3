package io.reinstate.cli;

import io.reinstate.catalog.Catalog;
import io.reinstate.catalog.application.ApplicationId;
import io.reinstate.exchange.Exchanges;
import io.reinstate.snapshot.Selection;
import io.reinstate.snapshot.SnapshotId;
import java.util.Map;

/** What a server leaves behind that was killed between exchange and confirmation. */
final class CutOff {

  private CutOff() {}

  static void exchange(Kiosk kiosk, String target) {
    try (var beans =
        new CommandBeans(
            Map.of(
                "reinstate.data", kiosk.data.toString(),
                "reinstate.catalog.directory", kiosk.directory.resolve("catalog").toString(),
                "reinstate.demo.enabled", "false"))) {
      var application = beans.get(Catalog.class).application(new ApplicationId("kiosk"));
      var exchanges = beans.get(Exchanges.class);
      var key = "kiosk-0001.1";
      exchanges.stage(application, SnapshotId.parse(target), Selection.everything(), key);
      exchanges.exchange(application, key);
    }
  }
}
