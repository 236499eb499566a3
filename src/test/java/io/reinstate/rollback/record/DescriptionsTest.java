package io.reinstate.rollback.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reinstate.catalog.ApplicationRefused;
import io.reinstate.catalog.Catalog;
import io.reinstate.catalog.CatalogLoader;
import io.reinstate.catalog.OwnEntry;
import io.reinstate.catalog.application.ApplicationId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DescriptionsTest {

  private static final ApplicationId SHOP = new ApplicationId("shop");
  private static final String FILE =
      OwnEntry.of(
          """
          application: shop
          title: Shop
          home: ../shop
          files: { include: ["app/**"] }
          """);

  @TempDir Path root;

  private final RecordDatabase database = new RecordDatabase();

  @AfterEach
  void close() {
    database.close();
  }

  private Catalog catalog(String yaml) throws IOException {
    Files.createDirectories(root.resolve("shop"));
    Files.writeString(Files.createDirectories(root.resolve("catalog")).resolve("shop.yaml"), yaml);
    return new CatalogLoader(root.resolve("state")).load(List.of(root.resolve("catalog")));
  }

  private RollbackRecord act(Catalog catalog) {
    database.running.add("i-1");
    return database
        .rollbacks(Clock.systemUTC(), catalog)
        .open(
            new Act(
                "i-1",
                "module-rollback",
                SHOP,
                "olivia",
                Optional.empty(),
                Optional.empty(),
                Optional.empty()));
  }

  @Test
  void actGoesByWhatWasSaidWhenItBeganAfterTheFileBrokeAndAfterItIsGone() throws IOException {
    var before = catalog(FILE);
    var act = act(before);
    var descriptions = database.descriptions(before);
    descriptions.keep("i-1", descriptions.now(SHOP).orElseThrow());
    var application = before.application(SHOP);

    var edited = database.descriptions(catalog(FILE.replace("title: Shop", "title: Market")));
    edited.keep("i-1", edited.now(SHOP).orElseThrow());
    assertThat(edited.of(act)).isEqualTo(application);

    var broken = database.descriptions(catalog(FILE + "colour: blue\n"));
    assertThat(broken.of(act)).isEqualTo(application);
    assertThat(broken.all()).containsExactly(application);
    assertThatThrownBy(() -> broken.now(SHOP)).isInstanceOf(ApplicationRefused.class);

    Files.delete(root.resolve("catalog/shop.yaml"));
    var gone =
        database.descriptions(
            new CatalogLoader(root.resolve("state")).load(List.of(root.resolve("catalog"))));
    assertThat(gone.of(act)).isEqualTo(application);
    assertThat(gone.all()).containsExactly(application);
  }

  @Test
  void actOfAnEarlierVersionGoesByTheCatalog() throws IOException {
    var catalog = catalog(FILE);

    assertThat(database.descriptions(catalog).of(act(catalog)))
        .isEqualTo(catalog.application(SHOP));
  }
}
