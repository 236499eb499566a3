package io.reinstate.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class CatalogConfigurationTest {

  @TempDir Path root;

  private final ApplicationContextRunner runner =
      new ApplicationContextRunner()
          .withUserConfiguration(CatalogConfiguration.class)
          .withBean(Clock.class, Clock::systemUTC)
          .withPropertyValues("reinstate.state.directory=target/state");

  @Test
  void catalogHoldsConfiguredAndContributedApplications() throws IOException {
    var configured = new CatalogFixture(root.resolve("a")).with("shop", application("shop"));
    var contributed = new CatalogFixture(root.resolve("b")).with("demo", application("demo"));
    var source = contributed.directory();

    runner
        .withPropertyValues("reinstate.catalog.directory=" + configured.directory())
        .withBean(CatalogSource.class, () -> () -> source)
        .run(
            context ->
                assertThat(context.getBean(Catalog.class).applications())
                    .extracting(application -> application.id().value())
                    .containsExactly("demo", "shop"));
  }

  @Test
  void withoutAnythingConfiguredTheCatalogIsEmptyAndSaysSo(CapturedOutput output) {
    runner.run(
        context -> {
          assertThat(context.getBean(Catalog.class).applications()).isEmpty();
          assertThat(output).contains("The catalog is empty. Set reinstate.catalog.directory");
        });
  }

  @Test
  void configuredDirectoryThatIsMissingStopsTheStart() {
    runner
        .withPropertyValues("reinstate.catalog.directory=" + root.resolve("none"))
        .run(
            context ->
                assertThat(context)
                    .getFailure()
                    .rootCause()
                    .isInstanceOf(CatalogInvalid.class)
                    .hasMessageContaining("Create it, or correct the setting"));
  }

  @Test
  void failedStartShowsAListInsteadOfAStackTrace(CapturedOutput output) {
    var application = new SpringApplication(CatalogConfiguration.class);
    application.setWebApplicationType(WebApplicationType.NONE);

    assertThat(
            catchThrowable(
                () ->
                    application.run(
                        "--reinstate.state.directory=target/state",
                        "--reinstate.catalog.directory=" + root.resolve("none"))))
        .isNotNull();
    assertThat(output)
        .contains(
            "APPLICATION FAILED TO START", "The catalog has a problem:", "/none: The directory")
        .doesNotContain("\tat ");
  }

  @Test
  void brokenApplicationIsToldAndTheStartGoesOn(CapturedOutput output) throws IOException {
    var catalog =
        new CatalogFixture(root)
            .with("zoo", application("zoo"))
            .with("shop", application("shop") + "colour: blue\nshape: round\n");

    runner
        .withPropertyValues("reinstate.catalog.directory=" + catalog.directory())
        .run(
            context -> {
              assertThat(context.getBean(Catalog.class).applications()).hasSize(1);
              assertThat(output)
                  .contains("WARN", "The application shop is refused")
                  .contains("shop.yaml:5 colour: There is no such key.")
                  .contains("shop.yaml:6 shape: There is no such key.");
            });
  }

  private static String application(String name) {
    return """
    application: %1$s
    title: Some application
    home: ../%1$s
    files: { include: ["**"] }
    """
        .formatted(name);
  }
}
