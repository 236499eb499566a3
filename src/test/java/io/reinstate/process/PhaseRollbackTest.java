package io.reinstate.process;

import java.util.Map;

@PathsOf("phase-rollback")
class PhaseRollbackTest extends FilesRollbackTest {

  @Override
  Map<String, Object> subject() {
    return Map.of("phase", "checkout");
  }
}
