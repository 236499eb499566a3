/**
 * The applications Reinstate can roll back, described in YAML, one file each.
 *
 * <p>Records that check themselves, and a loader that reports every problem of every file before
 * anything starts.
 *
 * <p>This package depends on nothing: everything else is built on its words.
 */
package io.reinstate.catalog;
