package io.reinstate.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.junit.jupiter.api.Tag;

/** Somebody guesses passwords, to get in or to keep somebody else out. */
@Tag("long")
class GuessingIT {

  private static final String PATH = "/api/applications";
  private static final String RIGHT = Wire.login("stella", "Roll-back-1");

  @Attack
  void isHeldBackAndKeepsNobodyOut(RunsAs runsAs) {
    keepsNobodyOut(runsAs.reinstate());
  }

  static void keepsNobodyOut(AttackedReinstate reinstate) {
    var home = new Wire(reinstate.port(), "127.0.0.1");
    var elsewhere = new Wire(reinstate.port(), "127.0.0.2");
    assertThat(home.get(PATH, RIGHT).status()).isEqualTo(200);

    for (var times = 0; times < 6; times++) {
      assertThat(elsewhere.get(PATH, Wire.login("stella", "guess-" + times)).status())
          .isEqualTo(401);
    }
    await("so many that what follows is over before the wait is")
        .atMost(Duration.ofMinutes(2))
        .until(() -> secondsToWait(elsewhere.get(PATH, Wire.login("stella", "guess"))) > 30);
    var held = elsewhere.get(PATH, RIGHT);
    assertThat(held.status()).as("a password from where the guesses come").isEqualTo(429);
    assertThat(held.body()).contains("Too many wrong passwords");
    assertThat(elsewhere.logIn("stella", "Roll-back-1").status())
        .as("the same by the form of the webapps")
        .isEqualTo(429);

    assertThat(home.get(PATH, RIGHT).status()).as("where she has logged in before").isEqualTo(200);
    assertThat(home.logIn("stella", "Roll-back-1").status()).isEqualTo(200);
    assertThat(new Wire(reinstate.port(), "127.0.0.3").get(PATH, RIGHT).status())
        .as("from an address nobody has used yet")
        .isEqualTo(200);

    for (var times = 0; times < 20; times++) {
      assertThat(home.get(PATH, Wire.login("stella", "guess-" + times)).status()).isEqualTo(401);
    }
    assertThat(home.get(PATH, RIGHT).status())
        .as("guesses from her own address do not keep her out")
        .isEqualTo(200);
  }

  private static int secondsToWait(Wire.Answer answer) {
    return answer.header("Retry-After").map(Integer::parseInt).orElse(0);
  }

  @Attack
  void isLoggedAndCountedAndItsTextsAreNot(RunsAs runsAs) {
    var reinstate = runsAs.reinstate();
    var wire = new Wire(reinstate.port(), "127.0.0.4");
    wire.get(PATH, Wire.login("petra", "wrong-one"));
    wire.get(PATH, Wire.login("My-Secret-Typed-Into-The-Name", "x"));
    wire.logIn("petra", "Roll-back-1");
    assertThat(reinstate.log())
        .contains("Wrong password for «petra» from 127.0.0.4")
        .contains("«petra» logged in from 127.0.0.4")
        .contains("Login from 127.0.0.4 for an account that does not exist")
        .doesNotContain("wrong-one", "My-Secret-Typed-Into-The-Name");
    assertThat(reinstate.as("admin").getText("/actuator/prometheus"))
        .containsPattern("reinstate_logins_total\\{.*result=\"failed\".*} [1-9]")
        .containsPattern("reinstate_logins_total\\{.*result=\"succeeded\".*} [1-9]")
        .contains("result=\"throttled\"");
  }

  @Attack
  void claimsToComeFromElsewhere(RunsAs runsAs) {
    var reinstate = runsAs.reinstate();
    var guess = Wire.login("adrian", "guess");
    var forged = new Wire(reinstate.port(), "127.0.0.5");
    forged.get(PATH, guess, "X-Forwarded-For: 10.1.1.1", "X-Forwarded-Proto: https");
    var proxy = new Wire(reinstate.port(), AttackedReinstate.PROXY);
    proxy.get(PATH, guess, "X-Forwarded-For: 10.2.2.2");
    assertThat(reinstate.log())
        .contains("Wrong password for «adrian» from 127.0.0.5")
        .contains("Wrong password for «adrian» from 10.2.2.2")
        .doesNotContain("10.1.1.1");

    var page = "/camunda/app/welcome/default/";
    assertThat(proxy.get(page, "X-Forwarded-Proto: https").header("Set-Cookie").orElse(""))
        .as("the cookie of a session by TLS")
        .contains("Secure");
    assertThat(forged.get(page, "X-Forwarded-Proto: https").header("Set-Cookie").orElse("Secure"))
        .doesNotContain("Secure");
  }
}
