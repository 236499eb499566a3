package io.reinstate.catalog;

import java.nio.file.Path;

/**
 * A directory of application files ({@code *.yaml}). Whoever brings applications along offers one
 * as a bean.
 */
public interface CatalogSource {

  /** The directory; it exists by the time this is called. */
  Path directory();
}
