package io.reinstate.web;

import io.reinstate.people.Group;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.camunda.bpm.engine.authorization.Groups;
import org.camunda.bpm.engine.impl.identity.Authentication;

/** Who may give a command from outside. Administrators are among all of them. */
public enum Who {
  /** Also whoever is not logged in. */
  ANYBODY("anybody") {
    @Override
    public boolean includes(Collection<String> groups) {
      return true;
    }
  },

  /** Whoever is logged in, and in no group as well. */
  USERS("whoever is logged in") {
    @Override
    public boolean includes(Collection<String> groups) {
      return true;
    }
  },

  /** Whoever is logged in, but only about the own account; administrators about every one. */
  OWNERS("administrators, and the user whose account it is") {
    @Override
    public boolean includes(Collection<String> groups) {
      return true;
    }
  },

  /** Members of any of our groups. */
  READERS("members of a group of Reinstate") {
    @Override
    public boolean includes(Collection<String> groups) {
      return any(groups, Arrays.stream(Group.values()).map(Group::id));
    }
  },

  /** Those who complete tasks. */
  WORKERS("operators, senior developers, project leads and stakeholders") {
    @Override
    public boolean includes(Collection<String> groups) {
      return any(
          groups,
          Arrays.stream(Group.values()).filter(group -> group != Group.AUDITORS).map(Group::id));
    }
  },

  /** Those who start, cancel and retry. */
  STARTERS("operators, senior developers and project leads") {
    @Override
    public boolean includes(Collection<String> groups) {
      return any(
          groups,
          Stream.of(Group.OPERATORS, Group.SENIOR_DEVELOPERS, Group.PROJECT_LEADS).map(Group::id));
    }
  },

  /** Members of {@code camunda-admin}. */
  ADMINISTRATORS("administrators") {
    @Override
    public boolean includes(Collection<String> groups) {
      return any(groups, Stream.of());
    }
  },

  /** Administrators, but not about their own account. */
  CARETAKERS("administrators, and not about their own account") {
    @Override
    public boolean includes(Collection<String> groups) {
      return any(groups, Stream.of());
    }
  };

  private final String title;

  Who(String title) {
    this.title = title;
  }

  /** As a refusal tells it. */
  public String title() {
    return title;
  }

  public abstract boolean includes(Collection<String> groups);

  /**
   * Whether a person may do it to an account.
   *
   * @param account whose it is; null for what is about no account
   */
  public boolean mayAsk(Authentication person, String account) {
    var groups = person.getGroupIds() == null ? List.<String>of() : person.getGroupIds();
    var own = person.getUserId().equals(account);
    return includes(groups)
        && (this != OWNERS || own || ADMINISTRATORS.includes(groups))
        && (this != CARETAKERS || !own);
  }

  private static boolean any(Collection<String> groups, Stream<String> wanted) {
    return Stream.concat(wanted, Stream.of(Groups.CAMUNDA_ADMIN)).anyMatch(groups::contains);
  }
}
