package io.reinstate.cli;

import io.reinstate.catalog.Catalog;
import io.reinstate.catalog.application.ApplicationId;
import io.reinstate.catalog.application.DatabaseId;
import io.reinstate.catalog.application.ToggleId;
import io.reinstate.change.ChangeJournal;
import io.reinstate.change.Kind;
import io.reinstate.database.DatabaseChanges;
import io.reinstate.database.Databases;
import io.reinstate.exchange.FileChanges;
import io.reinstate.snapshot.Selection;
import io.reinstate.snapshot.SnapshotId;
import io.reinstate.toggle.ToggleChanges;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/** What a server leaves behind that was killed between exchange and confirmation. */
final class CutOff {

  private static final String KEY = "kiosk-0001.1";
  private static final DatabaseId VISITS = new DatabaseId("visits");

  private CutOff() {}

  /** Files as the target has them, a database without its rows, a toggle that is off. */
  static void exchange(Kiosk kiosk, String target) throws SQLException {
    try (var beans =
        new CommandBeans(
            Map.of(
                "reinstate.data", kiosk.data.toString(),
                "reinstate.catalog.directory", kiosk.directory.resolve("catalog").toString(),
                "reinstate.demo.enabled", "false"))) {
      var application = beans.get(Catalog.class).application(new ApplicationId("kiosk"));
      var dump = kiosk.directory.resolve("empty.dump");
      run(kiosk, "delete from visits");
      beans.get(Databases.class).dump(application, VISITS, dump);
      run(kiosk, "insert into visits values (1), (2)");
      var act =
          beans
              .get(ChangeJournal.class)
              .open(
                  application,
                  KEY,
                  List.of(
                      beans
                          .get(DatabaseChanges.class)
                          .restore(application, KEY, VISITS, () -> dump),
                      beans
                          .get(FileChanges.class)
                          .planned(
                              application,
                              Kind.FILES,
                              KEY,
                              () -> SnapshotId.parse(target),
                              Selection.everything(),
                              staged -> {}),
                      beans
                          .get(ToggleChanges.class)
                          .planned(application, KEY, new ToggleId("banner"), "off")));
      act.stage();
      act.exchange();
    }
  }

  private static void run(Kiosk kiosk, String sql) throws SQLException {
    try (var connection = DriverManager.getConnection("jdbc:sqlite:" + kiosk.visits());
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
