package io.reinstate.web;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.web.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.event.EventListener;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Says where everything is, as soon as it is there. */
@Component
class FirstScreen {

  private static final Logger LOG = LoggerFactory.getLogger(FirstScreen.class);

  @EventListener
  @Order(10)
  void show(ApplicationReadyEvent ready) {
    if (ready.getApplicationContext() instanceof ServletWebServerApplicationContext web) {
      LOG.info("{}", text("http://127.0.0.1:" + web.getWebServer().getPort()));
    }
  }

  private static String text(String address) {
    return """
    Reinstate is ready.

      Tasklist (start and approve)  %1$s/camunda/app/tasklist/
      Cockpit (see what happened)   %1$s/camunda/app/cockpit/default/#/rollbacks
      API description               %1$s/api/openapi
    """
        .formatted(address);
  }
}
