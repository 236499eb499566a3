package io.reinstate.people;

import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;

/** How the engine knows people: by their passwords, and since when they are in which group. */
@Configuration(proxyBeanMethods = false)
class PeopleSettings {

  @Bean
  AbstractProcessEnginePlugin peoplePlugin(@Lazy Memberships memberships, @Lazy Logins logins) {
    return new AbstractProcessEnginePlugin() {
      @Override
      public void preInit(ProcessEngineConfigurationImpl engine) {
        var passwords = new BcryptPasswords();
        engine.setPasswordEncryptor(passwords);
        engine.setIdentityProviderSessionFactory(
            NotedIdentities.factory(memberships, logins, passwords));
      }
    };
  }
}
