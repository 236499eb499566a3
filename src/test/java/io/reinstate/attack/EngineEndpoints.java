package io.reinstate.attack;

import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Every command that resources of JAX-RS offer, read from their annotations. */
final class EngineEndpoints {

  private final Set<String> found = new TreeSet<>();

  private EngineEndpoints() {}

  /** Method and path template of each, such as {@code GET /task/{id}}; without an engine's name. */
  static Set<String> of(List<Class<?>> roots) {
    var endpoints = new EngineEndpoints();
    roots.forEach(
        root -> endpoints.read(root, path(annotation(root, Path.class)), new HashSet<>()));
    return endpoints.found;
  }

  private void read(Class<?> resource, String at, Set<Class<?>> above) {
    if (!above.add(resource)) {
      return;
    }
    for (var method : resource.getMethods()) {
      var path = annotation(method, Path.class);
      var verbs = verbs(method);
      verbs.forEach(verb -> found.add(verb + " " + at + path(path)));
      if (verbs.isEmpty() && path.isPresent()) {
        read(method.getReturnType(), at + path(path), above);
      }
    }
    above.remove(resource);
  }

  private static String path(Optional<Path> path) {
    return path.map(Path::value)
        .map(value -> value.replaceAll("^/|/$", ""))
        .filter(value -> !value.isEmpty())
        .map(value -> "/" + value)
        .orElse("");
  }

  private static Set<String> verbs(Method method) {
    return definitions(method)
        .flatMap(each -> Arrays.stream(each.getAnnotations()))
        .map(each -> each.annotationType().getAnnotation(HttpMethod.class))
        .filter(verb -> verb != null)
        .map(HttpMethod::value)
        .collect(Collectors.toSet());
  }

  private static <A extends Annotation> Optional<A> annotation(Method method, Class<A> type) {
    return definitions(method)
        .map(each -> each.getAnnotation(type))
        .filter(found -> found != null)
        .findFirst();
  }

  private static <A extends Annotation> Optional<A> annotation(Class<?> resource, Class<A> type) {
    return types(resource)
        .map(each -> each.getAnnotation(type))
        .filter(found -> found != null)
        .findFirst();
  }

  /** The method itself and what it overrides or implements. */
  private static Stream<Method> definitions(Method method) {
    return types(method.getDeclaringClass())
        .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
        .filter(each -> each.getName().equals(method.getName()))
        .filter(each -> Arrays.equals(each.getParameterTypes(), method.getParameterTypes()));
  }

  private static Stream<Class<?>> types(Class<?> type) {
    return type == null
        ? Stream.empty()
        : Stream.of(
                Stream.<Class<?>>of(type),
                types(type.getSuperclass()),
                Arrays.stream(type.getInterfaces()).flatMap(EngineEndpoints::types))
            .flatMap(each -> each);
  }
}
