package io.reinstate.people;

import static org.camunda.bpm.engine.impl.util.EncryptionUtil.saltPassword;

import io.reinstate.engine.AsReinstate;
import org.camunda.bpm.engine.impl.identity.IdentityOperationResult;
import org.camunda.bpm.engine.impl.identity.db.DbIdentityServiceProvider;
import org.camunda.bpm.engine.impl.interceptor.Session;
import org.camunda.bpm.engine.impl.interceptor.SessionFactory;
import org.camunda.bpm.engine.impl.persistence.entity.UserEntity;

/**
 * The engine's own people and groups, with a note of who became or ceased to be a member when, and
 * passwords under the newest kind of hash.
 */
public final class NotedIdentities extends DbIdentityServiceProvider {

  private final Memberships memberships;
  private final Logins logins;
  private final BcryptPasswords passwords;
  private final String nobodys;

  private NotedIdentities(
      Memberships memberships, Logins logins, BcryptPasswords passwords, String nobodys) {
    this.memberships = memberships;
    this.logins = logins;
    this.passwords = passwords;
    this.nobodys = nobodys;
  }

  /** Has the engine use it. */
  public static SessionFactory factory(
      Memberships memberships, Logins logins, BcryptPasswords passwords) {
    var nobodys = passwords.encrypt("");
    return new SessionFactory() {
      @Override
      public Class<?> getSessionType() {
        return NotedIdentities.class;
      }

      @Override
      public Session openSession() {
        return new NotedIdentities(memberships, logins, passwords, nobodys);
      }
    };
  }

  /**
   * Whoever guesses is held back by {@link Logins}, not by the engine, which locks the account for
   * everybody. An account that does not exist takes as long as one that does. A hash of an earlier
   * kind is replaced as soon as the password is known.
   */
  @Override
  public boolean checkPassword(String person, String password) {
    if (person == null || password == null) {
      return false;
    }
    var user = findUserById(person);
    return logins.check(
        user == null
            ? Attempt.atNobody(person, () -> passwords.check(password, nobodys))
            : Attempt.at(person, () -> remembers(password, user), () -> match(password, user)));
  }

  private boolean remembers(String password, UserEntity user) {
    return passwords.remembers(saltPassword(password, user.getSalt()), user.getPassword());
  }

  private boolean match(String password, UserEntity user) {
    var right = matchPassword(password, user);
    if (right && !user.getPassword().startsWith("{" + BcryptPasswords.NAME + "}")) {
      user.setPassword(password);
      AsReinstate.run(() -> saveUser(user));
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
    logins.forget(person);
  }

  @Override
  protected void deleteMembershipsByGroupId(String group) {
    super.deleteMembershipsByGroupId(group);
    memberships.endAllIn(group);
  }
}
