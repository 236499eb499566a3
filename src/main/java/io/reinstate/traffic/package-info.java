/**
 * Which colour of an application serves, and leading the requests to another one without losing
 * any.
 *
 * <p>What serves is always read from the proxy, never from a note of ours: whoever switched, the
 * answer is true.
 *
 * <p>Every switch may be repeated, after a kill at any point too.
 */
package io.reinstate.traffic;
