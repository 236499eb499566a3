package io.reinstate.engine;

import java.util.AbstractMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.beans.factory.ListableBeanFactory;

/**
 * The beans that expressions of the engine reach, made when they are first asked for: the steps,
 * and what {@link MoreModels} brought along. None of Spring's.
 */
final class StepBeans extends AbstractMap<Object, Object> {

  private final ListableBeanFactory beans;
  private final Set<String> steps;
  private final Set<String> brought;

  StepBeans(ListableBeanFactory beans, List<MoreModels> more) {
    this.beans = beans;
    this.steps = Set.of(beans.getBeanNamesForType(JavaDelegate.class, false, false));
    this.brought =
        more.stream().flatMap(models -> models.beans().stream()).collect(Collectors.toSet());
  }

  Set<String> steps() {
    return steps;
  }

  Set<String> brought() {
    return brought;
  }

  @Override
  public boolean containsKey(Object name) {
    return steps.contains(name) || brought.contains(name);
  }

  @Override
  public Object get(Object name) {
    return containsKey(name) ? beans.getBean((String) name) : null;
  }

  @Override
  public Set<Object> keySet() {
    return Stream.of(steps, brought).flatMap(Set::stream).collect(Collectors.toSet());
  }

  @Override
  public Set<Map.Entry<Object, Object>> entrySet() {
    return keySet().stream()
        .map(name -> Map.entry(name, get(name)))
        .collect(Collectors.toCollection(HashSet::new));
  }
}
