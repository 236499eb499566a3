/**
 * Snapshots of an application's files, and their exchange against the live tree.
 *
 * <p>{@link io.reinstate.snapshot.store.Snapshots} takes, lists and verifies them; {@link
 * io.reinstate.exchange.Exchanges} compares, stages, swaps and swaps back.
 *
 * <p>A snapshot is a directory that {@code tar --zstd -xf} and {@code sha256sum -c} understand, so
 * that it is worth something with Reinstate gone.
 */
package io.reinstate.snapshot;
