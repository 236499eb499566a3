package io.reinstate.database;

import io.reinstate.database.product.DumpFormat;
import java.util.Optional;

/**
 * What a dump holds.
 *
 * @param size bytes of its file
 * @param sha256 of its file, in lower-case hexadecimal digits
 * @param format how it is read
 * @param schema the version of the schema, as the catalog's query tells it
 * @param server product and version it was made with, such as {@code PostgreSQL 15.13}
 */
public record DumpInfo(
    long size, String sha256, DumpFormat format, Optional<String> schema, String server) {}
