package io.reinstate.rollback.record;

import java.util.Properties;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.springframework.beans.factory.config.YamlPropertiesFactoryBean;
import org.springframework.core.io.ClassPathResource;

/** Reinstate's own tables in a database of a test, migrated as {@code application.yaml} says. */
public final class Tables {

  private static final Properties SHIPPED = shipped();

  private Tables() {}

  public static Flyway in(DataSource database) {
    return Flyway.configure()
        .dataSource(database)
        .table(SHIPPED.getProperty("spring.flyway.table"))
        .baselineOnMigrate(
            Boolean.parseBoolean(String.valueOf(SHIPPED.get("spring.flyway.baseline-on-migrate"))))
        .baselineVersion(String.valueOf(SHIPPED.get("spring.flyway.baseline-version")))
        .load();
  }

  private static Properties shipped() {
    var yaml = new YamlPropertiesFactoryBean();
    yaml.setResources(new ClassPathResource("application.yaml"));
    return yaml.getObject();
  }
}
