package io.reinstate.process.task;

import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.IdentityService;
import org.springframework.stereotype.Component;

/**
 * The person whom the engine authenticated for the request that this thread serves, and their
 * groups of this moment: the identity service is asked each time, never a session.
 */
@Component
public class WhoAsks {

  private final IdentityService identities;

  WhoAsks(IdentityService identities) {
    this.identities = identities;
  }

  /** Empty when nobody is logged in. */
  public Optional<String> person() {
    return Optional.ofNullable(identities.getCurrentAuthentication()).map(who -> who.getUserId());
  }

  /** Ids of groups; empty when nobody is logged in. */
  public Set<String> groups() {
    return person().map(this::groupsOf).orElse(Set.of());
  }

  private Set<String> groupsOf(String person) {
    var authentication = identities.getCurrentAuthentication();
    identities.clearAuthentication();
    try {
      return identities.createGroupQuery().groupMember(person).list().stream()
          .map(group -> group.getId())
          .collect(Collectors.toUnmodifiableSet());
    } finally {
      identities.setAuthentication(authentication);
    }
  }
}
