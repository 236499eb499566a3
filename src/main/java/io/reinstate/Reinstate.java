package io.reinstate;

import io.reinstate.cli.CommandLines;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.scheduling.annotation.EnableScheduling;

/**
 * Starts Reinstate: the engine, its webapps, the JSON API and, unless switched off, the demo. With
 * a command as the first argument, runs that and nothing else.
 */
@SpringBootApplication
@ConfigurationPropertiesScan
@EnableScheduling
public class Reinstate {

  public static void main(String[] arguments) {
    if (CommandLines.areMeant(arguments)) {
      System.exit(CommandLines.run(arguments));
    }
    SpringApplication.run(Reinstate.class, arguments);
  }
}
