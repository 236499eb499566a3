/**
 * Switches of an application: where they are, how they are set, and how they are put back.
 *
 * <p>A switch is a key of a file, a resource behind an HTTP API, or a pair of commands. Setting one
 * leaves everything around it as it is.
 *
 * <p>What was there before is kept beside the home directory until it is confirmed or put back.
 */
package io.reinstate.toggle;
