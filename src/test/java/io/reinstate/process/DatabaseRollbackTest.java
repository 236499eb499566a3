package io.reinstate.process;

import java.util.Map;

@PathsOf("database-rollback")
class DatabaseRollbackTest extends FilesRollbackTest {

  @Override
  Map<String, Object> subject() {
    return Map.of("database", "orders");
  }
}
