package io.reinstate.people;

import io.reinstate.catalog.application.SecretReference;
import java.util.List;
import org.camunda.bpm.engine.AuthorizationService;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.authorization.Groups;
import org.springframework.stereotype.Component;

/**
 * Groups, the administrator, and whoever else is there from the start. Every start adds what is
 * missing and changes nothing that exists. Without a demo nobody has a default password, and there
 * is no start without an administrator.
 */
@Component
public class People {

  private final IdentityService identities;
  private final Authorizations authorizations;
  private final AdministratorSettings administrator;
  private final List<FirstPeople> firstPeople;
  private final Memberships memberships;

  People(
      IdentityService identities,
      AuthorizationService authorizationService,
      RepositoryService repository,
      AdministratorSettings administrator,
      List<FirstPeople> firstPeople,
      Memberships memberships) {
    this.memberships = memberships;
    this.identities = identities;
    this.authorizations = new Authorizations(authorizationService, repository);
    this.administrator = administrator;
    this.firstPeople = firstPeople;
  }

  public void introduce() {
    memberships.look();
    for (var group : Group.values()) {
      ensureGroup(group.id(), group.title());
      authorizations.grant(group);
    }
    ensureGroup(Groups.CAMUNDA_ADMIN, "Administrators");
    authorizations.grantEverything(Groups.CAMUNDA_ADMIN);
    firstPeople.forEach(people -> people.introduce(this));
    if (identities.createUserQuery().memberOfGroup(Groups.CAMUNDA_ADMIN).count() == 0) {
      administrator(administrator.name(), password());
    }
  }

  private String password() {
    try {
      return new SecretReference(administrator.password()).resolve();
    } catch (SecretReference.Unresolved e) {
      throw AdministratorMissing.without(administrator.password(), e);
    }
  }

  /** Adds an administrator; one that exists keeps the password it has. */
  public void administrator(String id, String password) {
    ensureUser(id, "Administrator", "", password);
    ensureMember(id, Groups.CAMUNDA_ADMIN);
  }

  /** Adds a person to some groups; one that exists keeps the password it has. */
  public void person(
      String id, String firstName, String lastName, String password, Group... groups) {
    ensureUser(id, firstName, lastName, password);
    for (var group : groups) {
      ensureMember(id, group.id());
    }
  }

  private void ensureGroup(String id, String title) {
    if (identities.createGroupQuery().groupId(id).count() == 0) {
      var group = identities.newGroup(id);
      group.setName(title);
      group.setType("REINSTATE");
      identities.saveGroup(group);
    }
  }

  private void ensureUser(String id, String firstName, String lastName, String password) {
    if (identities.createUserQuery().userId(id).count() > 0) {
      return;
    }
    var user = identities.newUser(id);
    user.setFirstName(firstName);
    user.setLastName(lastName);
    user.setPassword(password);
    if (!identities.checkPasswordAgainstPolicy(password, user).isValid()) {
      throw AdministratorMissing.weak(id);
    }
    identities.saveUser(user);
  }

  private void ensureMember(String user, String group) {
    if (identities.createUserQuery().userId(user).memberOfGroup(group).count() == 0) {
      identities.createMembership(user, group);
      memberships.wasEver(user, group);
    }
  }
}
