package io.reinstate;

import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The one clock everything reads, in UTC; tests set their own. */
@Configuration(proxyBeanMethods = false)
public class SystemClock {

  @Bean
  Clock clock() {
    return Clock.systemUTC();
  }
}
