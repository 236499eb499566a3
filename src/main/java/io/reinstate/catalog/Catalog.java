package io.reinstate.catalog;

import io.reinstate.catalog.application.Application;
import io.reinstate.catalog.application.ApplicationId;
import io.reinstate.catalog.application.DatabaseId;
import io.reinstate.catalog.application.NotInCatalog;
import io.reinstate.catalog.application.SharedDatabase;
import io.reinstate.catalog.rule.CatalogProblem;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * All applications Reinstate knows, as the catalog describes them now. An application whose file
 * has problems is refused: it is none of {@link #applications()}, and whoever names it is told
 * every problem. The others work.
 *
 * <p>What it says changes when the files do, at once and as a whole. Whoever asks twice may be told
 * different things; an application that was given out never changes.
 */
public final class Catalog {

  private final List<Consumer<Collection<Application>>> preparations = new ArrayList<>();
  private volatile CatalogContent content;

  Catalog(CatalogContent content) {
    this.content = content;
  }

  /** A catalog without files. */
  public Catalog(Collection<Application> applications) {
    this(
        new CatalogContent(
            Map.of(),
            applications.stream()
                .collect(
                    Collectors.toMap(
                        Application::id,
                        application -> new CatalogContent.InForce(null, null, application),
                        (one, other) -> other,
                        TreeMap::new)),
            List.of(),
            List.of(),
            List.of()));
  }

  /** Every application that can be rolled back, by name. */
  public Collection<Application> applications() {
    return content.inForce().values().stream().map(CatalogContent.InForce::application).toList();
  }

  /**
   * The application of that name.
   *
   * @throws ApplicationRefused when its file has problems
   * @throws NotInCatalog with the known names, when there is none
   */
  public Application application(ApplicationId id) {
    return inForce(id).application();
  }

  /**
   * What the catalog says of the application of that name now; empty where no file does.
   *
   * @throws ApplicationRefused when its file has problems
   * @throws NotInCatalog with the known names, when there is none
   */
  public Optional<Description> description(ApplicationId id) {
    return Optional.ofNullable(inForce(id).description());
  }

  private CatalogContent.InForce inForce(ApplicationId id) {
    var now = content;
    var found = now.inForce().get(id);
    if (found == null) {
      var refused = now.refused().stream().filter(each -> each.name().equals(id.value())).toList();
      if (!refused.isEmpty()) {
        throw new ApplicationRefused(refused);
      }
      throw new NotInCatalog("application", id.value(), "catalog", now.inForce().keySet());
    }
    return found;
  }

  /** The applications that cannot be rolled back, by file. */
  public List<RefusedApplication> refused() {
    return content.refused();
  }

  /** Edits that do not count, by file. */
  public List<UnheededEdit> unheeded() {
    return content.unheeded();
  }

  /** What to know of applications that work: what several of them use together. */
  public List<CatalogProblem> warnings() {
    return content.warnings();
  }

  /** The other applications that have that database of an application, too. */
  public List<SharedDatabase> sharing(Application application, DatabaseId database) {
    var name = SharedPlaces.name(application.database(database).server());
    return applications().stream()
        .filter(other -> !other.id().equals(application.id()))
        .flatMap(
            other ->
                other.databases().entrySet().stream()
                    .filter(each -> SharedPlaces.name(each.getValue().server()).equals(name))
                    .map(each -> new SharedDatabase(other, each.getKey())))
        .toList();
  }

  /**
   * Has something done with all applications now, and with those of each later content before it
   * counts: nobody finds an application that is not prepared.
   */
  public synchronized void prepare(Consumer<Collection<Application>> preparation) {
    preparation.accept(applications());
    preparations.add(preparation);
  }

  CatalogContent content() {
    return content;
  }

  /** Says something else from now on. */
  synchronized void become(CatalogContent next) {
    var applications =
        next.inForce().values().stream().map(CatalogContent.InForce::application).toList();
    preparations.forEach(preparation -> preparation.accept(applications));
    content = next;
  }
}
