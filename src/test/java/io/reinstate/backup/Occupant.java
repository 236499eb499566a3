package io.reinstate.backup;

import java.io.IOException;
import java.sql.DriverManager;
import java.sql.SQLException;

/** A process that has a database open until it is ended. */
final class Occupant {

  private Occupant() {}

  public static void main(String[] arguments) throws SQLException, IOException {
    try (var connection = DriverManager.getConnection(arguments[0], "reinstate", "")) {
      System.out.println(connection.isValid(1) ? "open" : "closed");
      System.in.read();
    }
  }
}
