/**
 * The machine where an application lives: its commands and its files.
 *
 * <p>A command is a value with arguments and a time limit; a host runs it. A dry run is a host that
 * only notes.
 *
 * <p>Files are reached through {@link java.nio.file.Path}, so that a remote host can bring a file
 * system of its own.
 */
package io.reinstate.host;
