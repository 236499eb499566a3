/**
 * Whether an application works, asked from outside: HTTP, WebSockets, processes and what they use,
 * TCP, commands, logs; and compared with what should be there: values in databases, git revisions,
 * manifests of snapshots, measurements of better days.
 *
 * <p>There are three answers. A probe that cannot tell is neither healthy nor unhealthy, and a
 * person decides.
 *
 * <p>Every answer has a reason that can be read at three in the morning.
 */
package io.reinstate.health;
