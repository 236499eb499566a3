package io.reinstate.database;

import io.reinstate.catalog.application.DatabaseId;
import io.reinstate.database.product.RestoreState;

/**
 * A restore that left something behind.
 *
 * @param key the short form of its key; may be used wherever the key itself may
 */
public record BegunRestore(DatabaseId database, String key, RestoreState state) {}
