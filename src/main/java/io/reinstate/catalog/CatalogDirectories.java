package io.reinstate.catalog;

import java.nio.file.Path;
import java.util.List;

/**
 * Where the files of applications are.
 *
 * @param paths the configured directory, and those that others bring along
 */
record CatalogDirectories(List<Path> paths) {}
