package io.reinstate.catalog.rule;

import java.util.stream.Stream;

/** Where services and health stand in an application's file. */
final class ServiceSections {

  private ServiceSections() {}

  /** Every service and the minimal server. */
  static Stream<Section> of(CatalogFile file) {
    var root = file.root();
    return Stream.concat(
        root.at("services").entries(), Stream.of(root.at("minimal")).filter(Section::exists));
  }

  /** How each of them is started and stopped, in either way. */
  static Stream<Section> runs(CatalogFile file) {
    return of(file).flatMap(service -> Stream.of(service.at("supervised"), service.at("commands")));
  }

  /** Everything that has a health. */
  static Stream<Section> withHealth(CatalogFile file) {
    var modules = file.root().at("modules").entries();
    return Stream.of(of(file), modules, traffic(file)).flatMap(sections -> sections);
  }

  /** The traffic and each of its colours. */
  static Stream<Section> traffic(CatalogFile file) {
    var traffic = file.root().at("traffic");
    return Stream.concat(Stream.of(traffic), traffic.at("colours").entries());
  }
}
