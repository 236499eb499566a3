package io.reinstate.catalog.application;

/**
 * A database that another application has, too.
 *
 * @param application that other one
 * @param database what it is called there
 */
public record SharedDatabase(Application application, DatabaseId database) {}
