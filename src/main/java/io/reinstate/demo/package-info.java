/**
 * The demo shop: a real application to break and to roll back.
 *
 * <p>It brings a home directory with a git repository of good and broken releases, and an entry of
 * the catalog.
 */
package io.reinstate.demo;
