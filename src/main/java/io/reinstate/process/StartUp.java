package io.reinstate.process;

import io.reinstate.engine.ModelDeployment;
import io.reinstate.people.People;
import io.reinstate.people.TaskFilters;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.stereotype.Component;

/**
 * What has to be there before the first request is served, in the order in which one needs the
 * other.
 */
@Component
class StartUp implements SmartInitializingSingleton {

  private final ModelDeployment models;
  private final People people;
  private final TaskFilters filters;

  StartUp(ModelDeployment models, People people, TaskFilters filters) {
    this.models = models;
    this.people = people;
    this.filters = filters;
  }

  @Override
  public void afterSingletonsInstantiated() {
    models.deploy();
    models.load();
    people.introduce();
    filters.ensure();
  }
}
