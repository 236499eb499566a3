package io.reinstate;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.scheduling.annotation.EnableScheduling;

/** Starts Reinstate: the engine, its webapps, the JSON API and, unless switched off, the demo. */
@SpringBootApplication
@ConfigurationPropertiesScan
@EnableScheduling
public class Reinstate {

  public static void main(String[] arguments) {
    SpringApplication.run(Reinstate.class, arguments);
  }
}
