package io.reinstate.people;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Collections;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.camunda.bpm.engine.impl.digest.PasswordEncryptor;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;

/**
 * Keeps passwords as bcrypt hashes (Provos and Mazières, 1999), of cost 10. What bcrypt gets is the
 * SHA-256 of the password, for it reads 72 bytes and no more.
 *
 * <p>A right password is remembered for as long as its hash is asked for, as a message
 * authentication code under a key that lives as long as the JVM: programs send it with every call,
 * and bcrypt is slow on purpose. A new password has a new hash, so the old one counts no longer.
 */
public final class BcryptPasswords implements PasswordEncryptor {

  static final String NAME = "bcrypt";

  private static final int COST = 10;
  private static final int REMEMBERED = 1000;
  private static final int KEY_BYTES = 32;
  private static final String CODE = "HmacSHA256";

  private final BCryptPasswordEncoder bcrypt = new BCryptPasswordEncoder(COST);
  private final SecretKeySpec key = new SecretKeySpec(randomKey(), CODE);

  /** Codes of right passwords by their hashes; the one that was added first goes first. */
  private final Map<String, byte[]> right = Collections.synchronizedMap(new Bounded<>(REMEMBERED));

  @Override
  public String hashAlgorithmName() {
    return NAME;
  }

  @Override
  public String encrypt(String password) {
    return bcrypt.encode(shortened(password));
  }

  @Override
  public boolean check(String password, String hash) {
    if (remembers(password, hash)) {
      return true;
    }
    var matches = bcrypt.matches(shortened(password), hash);
    if (matches) {
      right.put(hash, code(password));
    }
    return matches;
  }

  /**
   * Whether a password is the one that was right lately: quick.
   *
   * @param hash with or without the name of the algorithm before it
   */
  boolean remembers(String password, String hash) {
    var known = right.get(hash.replaceFirst("^\\{" + NAME + "}", ""));
    return known != null && MessageDigest.isEqual(known, code(password));
  }

  private static byte[] randomKey() {
    var key = new byte[KEY_BYTES];
    new SecureRandom().nextBytes(key);
    return key;
  }

  private static String shortened(String password) {
    try {
      var digest = MessageDigest.getInstance("SHA-256").digest(password.getBytes(UTF_8));
      return Base64.getEncoder().encodeToString(digest);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }

  private byte[] code(String password) {
    try {
      var mac = Mac.getInstance(CODE);
      mac.init(key);
      return mac.doFinal(password.getBytes(UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every JDK has " + CODE, e);
    }
  }
}
