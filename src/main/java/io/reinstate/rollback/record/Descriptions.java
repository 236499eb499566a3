package io.reinstate.rollback.record;

import io.reinstate.catalog.Catalog;
import io.reinstate.catalog.Description;
import io.reinstate.catalog.application.Application;
import io.reinstate.catalog.application.ApplicationId;
import io.reinstate.storage.Sha256;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * What the catalog said of an application when an act on it began. Every step of the act goes by
 * that, on whatever node and after whatever restart: what is approved is what runs, though the
 * catalog says something else meanwhile, or nothing.
 *
 * <p>Everything is written in the caller's transaction.
 */
@Repository
public class Descriptions {

  private final JdbcClient jdbc;
  private final Catalog catalog;

  Descriptions(JdbcClient jdbc, Catalog catalog) {
    this.jdbc = jdbc;
    this.catalog = catalog;
  }

  /**
   * What the catalog says now.
   *
   * @throws io.reinstate.ReinstateException when it has no such application, or refuses it
   */
  public Optional<Description> now(ApplicationId application) {
    return catalog.description(application);
  }

  /** What an act goes by. Empty when an earlier version of Reinstate began it. */
  public Optional<Description> kept(String instance) {
    return jdbc.sql("select CONTENT from REINSTATE_DESCRIPTION where INSTANCE = ?")
        .param(instance)
        .query(String.class)
        .optional()
        .map(Description::new);
  }

  /** Keeps what an act goes by from now on. What is kept stays. */
  public void keep(String instance, Description description) {
    if (kept(instance).isEmpty()) {
      jdbc.sql("insert into REINSTATE_DESCRIPTION (INSTANCE, SHA256, CONTENT) values (?, ?, ?)")
          .params(instance, Sha256.of(description.content()), description.content())
          .update();
    }
  }

  /**
   * The application as the act goes by it.
   *
   * @throws io.reinstate.ReinstateException when it cannot be had on this machine
   */
  public Application of(RollbackRecord act) {
    return kept(act.instance())
        .map(Description::application)
        .orElseGet(() -> catalog.application(new ApplicationId(act.application())));
  }

  /**
   * Every application that an act may have left something of: those of the catalog, and those that
   * were in it, as the last act goes by them.
   */
  public List<Application> all() {
    var here = catalog.applications();
    var known = here.stream().map(application -> application.id().value()).toList();
    var gone =
        jdbc
            .sql(
                "select distinct r.APPLICATION from REINSTATE_ROLLBACK r"
                    + " join REINSTATE_DESCRIPTION d on d.INSTANCE = r.INSTANCE")
            .query(String.class)
            .list()
            .stream()
            .filter(application -> !known.contains(application))
            .flatMap(application -> last(application).stream());
    return Stream.concat(here.stream(), gone).toList();
  }

  private Optional<Application> last(String application) {
    return jdbc.sql(
            "select d.CONTENT from REINSTATE_DESCRIPTION d join REINSTATE_ROLLBACK r on r.INSTANCE = d.INSTANCE"
                + " where r.APPLICATION = ? order by r.NUMBER_ desc fetch first 1 row only")
        .param(application)
        .query(String.class)
        .optional()
        .map(content -> new Description(content).application());
  }
}
