package io.reinstate.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.reinstate.host.Ports;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.mock.env.MockEnvironment;

/** What is wrong with the database is told before anything else is made. */
class DatabaseAtHandTest {

  @TempDir private Path directory;
  private Path file;

  @BeforeEach
  void create() throws SQLException {
    new FirstUse(settings("")).end();
    file = directory.resolve("reinstate.mv.db");
    // Written at once, at its end: what H2 wrote before it opens again where the rest is cut off.
    var slow = new DatabaseSettings(settings("").url() + ";WRITE_DELAY=600000", "reinstate", "");
    try (var connection = slow.connect();
        var statement = connection.createStatement()) {
      statement.execute("create table REINSTATE_ROLLBACK (A int)");
      statement.execute("create table T (A varchar(1000))");
      statement.execute("insert into T select repeat('x', 900) from system_range(1, 2000)");
    }
  }

  @Test
  void databaseInOrderIsNothingToTalkAbout() {
    look("");

    assertThat(settings("").file()).contains(file);
  }

  @Test
  void databaseWhoseFirstStartWasCutOffIsNew() throws IOException, SQLException {
    Files.delete(file);
    Files.delete(directory.resolve("reinstate.mv.db.used"));
    settings("").connect().close();

    look("");
  }

  @Test
  void databaseThatIsNotThereYetIsNothingToTalkAbout() throws IOException {
    Files.delete(file);

    look("");
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.001, 0.01, 0.3, 0.5})
  void truncatedFileIsDamaged(double left) throws IOException {
    try (var open = new RandomAccessFile(file.toFile(), "rw")) {
      open.setLength((long) (open.length() * left));
    }

    assertDamaged();
  }

  @Test
  void fileWithOtherBytesIsDamaged() throws IOException {
    var bytes = Files.readAllBytes(file);
    new Random(1).nextBytes(bytes);
    Files.write(file, bytes);

    assertDamaged();
  }

  @Test
  void fileWithoutItsBeginningIsDamaged() throws IOException {
    var bytes = Files.readAllBytes(file);
    Arrays.fill(bytes, 0, 8192, (byte) 0);
    Files.write(file, bytes);

    assertDamaged();
  }

  private void assertDamaged() throws IOException {
    assertThat(catchThrowable(() -> look("")))
        .isInstanceOf(DatabaseUnusable.class)
        .hasMessageContainingAll("damaged", file.toString(), "There is no backup");
    var backup = directory.resolve("backups/reinstate-20261121T030000.123Z.zip");
    Files.createDirectories(backup.getParent());
    Files.writeString(backup, "");

    var analysis = new DatabaseFailureAnalyzer().analyze(catchThrowable(() -> look("")));

    assertThat(analysis.getDescription()).isEqualTo("The database file is damaged (" + file + ").");
    assertThat(analysis.getAction())
        .contains("java -jar reinstate.jar restore-database " + backup, "--help");
  }

  @Test
  void wrongPasswordIsToldWithoutShowingIt() {
    assertThatThrownBy(() -> look("other"))
        .isInstanceOf(DatabaseUnusable.class)
        .hasMessageContainingAll("refuses the login of «reinstate»", "spring.datasource.password")
        .hasMessageNotContaining("other ");
    assertThat(settings("other").toString()).doesNotContain("other");
  }

  @Test
  void directoryInThePlaceOfTheFileIsToldAsWhatItIs() throws IOException {
    Files.delete(file);
    Files.createDirectory(file);

    assertThatThrownBy(() -> look(""))
        .hasMessageContainingAll("cannot be read and written", "owner");
  }

  @Test
  void databaseThatAnotherProcessUsesIsToldSo() throws Exception {
    var other =
        new ProcessBuilder(
                java(),
                "-cp",
                System.getProperty("java.class.path"),
                Occupant.class.getName(),
                settings("").url())
            .redirectErrorStream(true)
            .start();
    try {
      assertThat(other.inputReader().readLine()).isEqualTo("open");

      assertThatThrownBy(() -> look(""))
          .isInstanceOf(DatabaseUnusable.class)
          .hasMessageContainingAll("Another process uses the database", file.toString());
    } finally {
      other.destroy();
      other.waitFor(20, TimeUnit.SECONDS);
    }
  }

  @Test
  void postgresqlThatDoesNotAnswerIsToldSo() throws IOException {
    var port = Ports.free();
    var environment =
        new MockEnvironment()
            .withProperty("spring.datasource.url", "jdbc:postgresql://127.0.0.1:" + port + "/r");

    assertThatThrownBy(
            () ->
                new DatabaseAtHand(environment)
                    .postProcessBeanFactory(new DefaultListableBeanFactory()))
        .isInstanceOf(DatabaseUnusable.class)
        .hasMessageContainingAll("PostgreSQL does not answer", "127.0.0.1:" + port, "--help");
  }

  private static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  private DatabaseSettings settings(String password) {
    return new DatabaseSettings(
        "jdbc:h2:file:" + directory.resolve("reinstate"), "reinstate", password);
  }

  private void look(String password) {
    var environment =
        new MockEnvironment()
            .withProperty("spring.datasource.url", settings("").url())
            .withProperty("spring.datasource.username", "reinstate")
            .withProperty("spring.datasource.password", password)
            .withProperty("reinstate.backup.directory", directory.resolve("backups").toString());
    new DatabaseAtHand(environment).postProcessBeanFactory(new DefaultListableBeanFactory());
  }
}
