package io.reinstate.process;

import java.util.Map;

@PathsOf("full-restore")
class FullRestoreTest extends FilesRollbackTest {

  @Override
  Map<String, Object> subject() {
    return Map.of();
  }
}
