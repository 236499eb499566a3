/**
 * Databases of an application: PostgreSQL and SQLite.
 *
 * <p>{@link io.reinstate.database.Databases} dumps and asks them, {@link
 * io.reinstate.database.DatabaseRestores} brings one back: restored beside the live one while that
 * still serves, then exchanged for it, reversible until confirmed.
 *
 * <p>How far a restore is shows in the names of databases and files alone.
 */
package io.reinstate.database;
