package io.reinstate.process;

import java.util.Map;

@PathsOf("service-rollback")
class ServiceRollbackTest extends FilesRollbackTest {

  @Override
  Map<String, Object> subject() {
    return Map.of("service", "storefront");
  }
}
