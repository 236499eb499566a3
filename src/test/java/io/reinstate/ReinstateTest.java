package io.reinstate;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.test.autoconfigure.actuate.observability.AutoConfigureObservability;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.test.context.ContextConfiguration;

/** A test on the whole running application, with the demo shop and the frail application. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
@AutoConfigureObservability(tracing = false)
@ContextConfiguration(
    classes = {
      Reinstate.class,
      BroughtRunbook.class,
      FrailApplication.class,
      LinkedApplication.class,
      ColouredApplication.class,
      DeployedApplication.class,
      NodeRedApplication.class,
      OrdersApplication.class,
      FiveSystems.class,
      Pm2Application.class,
      ReleasedApplication.class,
      ReloadedApplication.class,
      StaffedApplication.class
    },
    initializers = RunningReinstate.class)
public @interface ReinstateTest {}
