package io.reinstate.rollback;

import io.reinstate.catalog.application.Application;
import java.util.List;
import java.util.Locale;

/** A process that people, scripts or Reinstate itself start, and what it is given then. */
public interface Startable {

  /** The id of its process. */
  String id();

  /** The name of a process for people, by its id: «Emergency rollback». */
  static String title(String id) {
    return id.substring(0, 1).toUpperCase(Locale.ROOT) + id.substring(1).replace('-', ' ');
  }

  /** All that a start may set, each once; no step is given anything else. */
  List<Input<?>> inputs();

  /** What an application lacks for it, a few words each; empty where it can run. */
  default List<String> lacks(Application application) {
    return List.of();
  }

  /** Whether the API starts it by its name. */
  default boolean isOffered() {
    return true;
  }

  /** The names of its inputs. */
  default List<String> inputNames() {
    return inputs().stream().<String>map(Input::name).sorted().toList();
  }
}
