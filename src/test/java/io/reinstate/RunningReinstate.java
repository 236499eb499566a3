package io.reinstate;

import io.reinstate.host.Ports;
import java.nio.file.Path;
import java.util.Map;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * The whole application with the demo shop, in a directory of its own under {@code target/} and on
 * free ports. One for all tests that ask for it the same way.
 */
public final class RunningReinstate
    implements ApplicationContextInitializer<ConfigurableApplicationContext> {

  public static final int SHOP_PORT = Ports.free();
  public static final Path DATA =
      Path.of("target", "running", "data-" + ProcessHandle.current().pid()).toAbsolutePath();

  @Override
  public void initialize(ConfigurableApplicationContext context) {
    TestPropertyValues.of(
            Map.of(
                "reinstate.data",
                DATA.toString(),
                "spring.datasource.url",
                "jdbc:h2:file:"
                    + DATA.resolve("database/reinstate")
                    + ";WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE",
                // People of tests are made for them; how old a membership must be has tests of its
                // own.
                "reinstate.approval.membership-age",
                "PT0S",
                "reinstate.watch.interval",
                "500ms",
                "reinstate.demo.shop-port",
                Integer.toString(SHOP_PORT)))
        .applyTo(context);
  }
}
