package io.reinstate.backup;

import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** The server needs its database; the command line does not. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnWebApplication
class DatabaseConfiguration {

  @Bean
  static DatabaseAtHand databaseAtHand(Environment environment) {
    return new DatabaseAtHand(environment);
  }

  @Bean
  FirstUse firstUse(DatabaseSettings database) {
    return new FirstUse(database);
  }
}
