package io.reinstate.people;

/** People who are there from the first start on. Offered as a bean. */
@FunctionalInterface
public interface FirstPeople {

  /** Adds them; called at every start. */
  void introduce(People people);
}
