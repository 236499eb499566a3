/**
 * Releases of an application in git: which ones are known good, building one beside the live tree,
 * and what the live repository says afterwards.
 *
 * <p>{@link io.reinstate.release.Releases} finds one, {@link io.reinstate.release.Builds} makes a
 * snapshot of it, {@link io.reinstate.release.Heads} tells git after the exchange, {@link
 * io.reinstate.release.KnownGood} remembers what proved itself.
 *
 * <p>From the snapshot on a release is restored like any other.
 */
package io.reinstate.release;
