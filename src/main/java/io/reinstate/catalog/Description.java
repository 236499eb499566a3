package io.reinstate.catalog;

import io.reinstate.catalog.application.Application;
import io.reinstate.catalog.rule.CatalogFile;
import java.nio.file.Path;

/**
 * What the catalog says of one application, complete and in a form that can be kept: whoever acts
 * on the application later has the same one, whatever the catalog says by then. Secrets are
 * references in it, as they are in the catalog.
 *
 * @param content JSON
 */
public record Description(String content) {

  private static final CatalogBinding BINDING = new CatalogBinding(new CatalogSchema());

  /** For an application of a file without problems. */
  static Description of(CatalogFile file, Path state) {
    return new Description(BINDING.describe(file, state));
  }

  /**
   * The application it describes.
   *
   * @throws NotDescribed when this machine cannot have it, for example because its user is gone
   */
  public Application application() {
    return BINDING.bind(content);
  }
}
