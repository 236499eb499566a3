package io.reinstate.backup;

import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.flyway.FlywayMigrationStrategy;
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
  FlywayMigrationStrategy ownTables(DatabaseSettings database, Backups backups) {
    return new OwnTables(database, backups);
  }

  @Bean
  FirstUse firstUse(DatabaseSettings database) {
    return new FirstUse(database);
  }
}
