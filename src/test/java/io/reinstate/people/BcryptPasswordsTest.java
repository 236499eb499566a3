package io.reinstate.people;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.camunda.bpm.engine.impl.digest.PasswordManager;
import org.camunda.bpm.engine.impl.digest.Sha512HashDigest;
import org.junit.jupiter.api.Test;

class BcryptPasswordsTest {

  private final BcryptPasswords passwords = new BcryptPasswords();

  @Test
  void aRightPasswordIsRightEachTimeAndAWrongOneNever() {
    var hash = passwords.encrypt("Roll-back-1");

    assertThat(hash).startsWith("$2a$10$");
    for (var time = 0; time < 3; time++) {
      assertThat(passwords.check("Roll-back-1", hash)).isTrue();
      assertThat(passwords.check("Roll-back-2", hash)).isFalse();
    }
  }

  @Test
  void everyByteOfALongPasswordCounts() {
    var long1 = "x".repeat(100) + "1";
    var hash = passwords.encrypt(long1);

    assertThat(passwords.check(long1, hash)).isTrue();
    assertThat(passwords.check("x".repeat(100) + "2", hash)).isFalse();
  }

  @Test
  void hashesOfEarlierVersionsStillCount() {
    var before = new PasswordManager(new Sha512HashDigest(), List.of());
    var now = new PasswordManager(passwords, List.of());

    assertThat(now.check("Roll-back-1", before.encrypt("Roll-back-1"))).isTrue();
    assertThat(now.check("another", before.encrypt("Roll-back-1"))).isFalse();
    assertThat(now.encrypt("Roll-back-1")).startsWith("{bcrypt}$2a$10$");
  }
}
