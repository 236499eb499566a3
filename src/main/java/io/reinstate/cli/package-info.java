/**
 * The command line: what can be done to applications and to Reinstate's own database when the
 * server is away. Knows neither the engine nor the web; picocli is known here only.
 *
 * <p>Each class of a command reads its arguments, calls the domain and prints.
 */
package io.reinstate.cli;
