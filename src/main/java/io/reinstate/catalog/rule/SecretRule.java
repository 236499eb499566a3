package io.reinstate.catalog.rule;

import io.reinstate.catalog.application.SecretReference;
import java.util.stream.Stream;

/** Secrets that are referred to are there. Their values are not read. */
public final class SecretRule implements CatalogRule {

  @Override
  public Stream<CatalogProblem> check(CatalogFile file) {
    var root = file.root();
    var nginx = root.at("traffic").at("nginx");
    var installs =
        root.at("phases")
            .entries()
            .flatMap(
                phase ->
                    Stream.concat(phase.at("install").items(), Stream.of(phase.at("installed"))));
    return missing(
        Stream.of(
                ServiceSections.runs(file),
                Stream.of(nginx.at("test"), nginx.at("reload"), root.at("migrations").at("down")),
                installs)
            .flatMap(commands -> commands));
  }

  /** Those of the commands whose secrets are not there. */
  static Stream<CatalogProblem> missing(Stream<Section> commands) {
    return commands.flatMap(run -> run.at("secrets").entries()).flatMap(SecretRule::missing);
  }

  /** The problem of one reference, if it leads to nothing. */
  static Stream<CatalogProblem> missing(Section secret) {
    return Stream.of(secret)
        .filter(SecretRule::isMissing)
        .map(
            missing ->
                missing.ofMachine(
                    "The secret "
                        + missing.text().orElseThrow()
                        + " is not there. Set it where Reinstate is started, readable for it."));
  }

  private static boolean isMissing(Section secret) {
    return secret
        .text()
        .filter(SecretReference::isWellFormed)
        .map(SecretReference::new)
        .filter(reference -> !reference.isPresent())
        .isPresent();
  }
}
