/**
 * Git repositories, read: which commit a directory is on, what that commit tracks, what was changed
 * by hand.
 *
 * <p>Read with JGit, so that no {@code git} program is needed where Reinstate runs. No hook and no
 * filter of a repository is ever run.
 *
 * <p>Beside the root's errors this package depends on nothing.
 */
package io.reinstate.git;
