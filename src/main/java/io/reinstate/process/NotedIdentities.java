package io.reinstate.process;

import org.camunda.bpm.engine.impl.identity.IdentityOperationResult;
import org.camunda.bpm.engine.impl.identity.db.DbIdentityServiceProvider;
import org.camunda.bpm.engine.impl.interceptor.Session;
import org.camunda.bpm.engine.impl.interceptor.SessionFactory;

/**
 * The engine's own people and groups, with a note of who became or ceased to be a member when, and
 * passwords under the newest kind of hash.
 */
final class NotedIdentities extends DbIdentityServiceProvider {

  private final Memberships memberships;

  private NotedIdentities(Memberships memberships) {
    this.memberships = memberships;
  }

  /** Has the engine use it. */
  static SessionFactory factory(Memberships memberships) {
    return new SessionFactory() {
      @Override
      public Class<?> getSessionType() {
        return NotedIdentities.class;
      }

      @Override
      public Session openSession() {
        return new NotedIdentities(memberships);
      }
    };
  }

  /** A hash of an earlier kind is replaced as soon as the password is known. */
  @Override
  public boolean checkPassword(String person, String password) {
    var right = super.checkPassword(person, password);
    var user = right ? findUserById(person) : null;
    if (user != null && !user.getPassword().startsWith("{" + BcryptPasswords.NAME + "}")) {
      user.setPassword(password);
      OnOwnAuthority.run(() -> saveUser(user));
    }
    return right;
  }

  @Override
  public IdentityOperationResult createMembership(String person, String group) {
    var result = super.createMembership(person, group);
    memberships.begins(person, group);
    return result;
  }

  @Override
  public IdentityOperationResult deleteMembership(String person, String group) {
    var result = super.deleteMembership(person, group);
    memberships.ends(person, group);
    return result;
  }

  @Override
  protected void deleteMembershipsByUserId(String person) {
    super.deleteMembershipsByUserId(person);
    memberships.endAllOf(person);
  }

  @Override
  protected void deleteMembershipsByGroupId(String group) {
    super.deleteMembershipsByGroupId(group);
    memberships.endAllIn(group);
  }
}
