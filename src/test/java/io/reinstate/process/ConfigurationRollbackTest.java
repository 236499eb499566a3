package io.reinstate.process;

import java.util.Map;

@PathsOf("configuration-rollback")
class ConfigurationRollbackTest extends FilesRollbackTest {

  @Override
  Map<String, Object> subject() {
    return Map.of();
  }
}
