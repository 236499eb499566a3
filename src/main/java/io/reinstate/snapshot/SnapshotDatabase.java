package io.reinstate.snapshot;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.reinstate.catalog.application.DatabaseId;
import io.reinstate.database.product.DumpFormat;
import io.reinstate.snapshot.store.Snapshots;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * A database in a snapshot, as its manifest tells it.
 *
 * @param id its name in the catalog when the snapshot was taken
 * @param dump the file with the dump, not looked at; {@link Snapshots#dump} gives it verified
 * @param size bytes of that file
 * @param schemaVersion the version of the schema, as the catalog's query told it
 * @param format how the dump is read
 * @param server product and version it was made with, such as {@code PostgreSQL 15.13}
 * @param taken when dumping began, UTC
 */
public record SnapshotDatabase(
    DatabaseId id,
    @JsonIgnore Path dump,
    long size,
    Optional<String> schemaVersion,
    DumpFormat format,
    String server,
    Instant taken) {}
