package io.reinstate.catalog;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is rolled back: a home directory with its managed files, services and modules.
 *
 * @param id the application's name, the same as its file's
 * @param title what people call it
 * @param home the absolute directory every relative path and pattern starts from
 * @param files the files a snapshot holds and a rollback restores
 * @param data patterns of what customers write; never restored by an exchange, counted in the plan
 * @param state what is recorded beside the files of a snapshot
 * @param services running parts, by name, in the order of the file
 * @param modules named sets of files, by name, in the order of the file
 * @param minimal the server that answers when nothing else can
 */
public record Application(
    @JsonProperty("application") ApplicationId id,
    String title,
    Path home,
    FilePatterns files,
    List<String> data,
    StateSpec state,
    Map<ServiceId, ServiceSpec> services,
    Map<ModuleId, ModuleSpec> modules,
    Optional<ServiceSpec> minimal) {

  public Application {
    data = List.copyOf(data);
    services = Collections.unmodifiableMap(new LinkedHashMap<>(services));
    modules = Collections.unmodifiableMap(new LinkedHashMap<>(modules));
  }

  /** The module of that name. */
  public ModuleSpec module(ModuleId module) {
    var found = modules.get(module);
    if (found == null) {
      throw new NotInCatalog("module", module.value(), "application " + id, modules.keySet());
    }
    return found;
  }

  /** The service of that name. */
  public ServiceSpec service(ServiceId service) {
    var found = services.get(service);
    if (found == null) {
      throw new NotInCatalog("service", service.value(), "application " + id, services.keySet());
    }
    return found;
  }
}
