package io.reinstate.process;

import io.reinstate.engine.KnownVariables;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the engine has to know of the processes. */
@Configuration(proxyBeanMethods = false)
class ProcessSettings {

  @Bean
  KnownVariables knownVariables() {
    return Variables::names;
  }
}
