/**
 * Git revisions: which one an application's home directory is on.
 *
 * <p>Read with JGit, so that no {@code git} program is needed where Reinstate runs.
 *
 * <p>Beside the root's errors this package depends on nothing.
 */
package io.reinstate.release;
