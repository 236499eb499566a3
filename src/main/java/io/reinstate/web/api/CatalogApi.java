package io.reinstate.web.api;

import io.reinstate.catalog.Catalog;
import io.reinstate.catalog.CatalogReload;
import io.swagger.v3.oas.annotations.Operation;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What is wrong with the catalog, and reading it again. */
@RestController
@RequestMapping("/api/catalog")
class CatalogApi {

  private final Catalog catalog;
  private final CatalogReload reload;

  CatalogApi(Catalog catalog, CatalogReload reload) {
    this.catalog = catalog;
    this.reload = reload;
  }

  @GetMapping
  @Operation(summary = "Which applications of the catalog work, which are refused, and why")
  CatalogView now() {
    return CatalogView.of(catalog);
  }

  @PostMapping("/reload")
  @Operation(
      summary =
          "Reads and checks the files of the catalog now, on the node that answers; tells all")
  CatalogView reload() {
    reload.reload();
    return CatalogView.of(catalog);
  }
}
