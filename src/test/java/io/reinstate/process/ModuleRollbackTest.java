package io.reinstate.process;

import java.util.Map;

@PathsOf("module-rollback")
class ModuleRollbackTest extends FilesRollbackTest {

  @Override
  Map<String, Object> subject() {
    return Map.of("module", "payment");
  }
}
