/**
 * Whether an application works, asked from outside: HTTP, processes, TCP, commands.
 *
 * <p>There are three answers. A probe that cannot tell is neither healthy nor unhealthy, and a
 * person decides.
 *
 * <p>Every answer has a reason that can be read at three in the morning.
 */
package io.reinstate.health;
