package io.reinstate.database.product;

/** How a dump is read without Reinstate. */
public enum DumpFormat {
  /** By {@code pg_restore}. */
  POSTGRESQL_CUSTOM,
  /** It is a SQLite file itself. */
  SQLITE
}
