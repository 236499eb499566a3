/**
 * Reinstate's own database as a thing that can be lost: whether it can be opened, copies of it, and
 * the way back to one.
 *
 * <p>Knows files, JDBC and error codes; nothing of what is in the tables but that they are there.
 */
package io.reinstate.backup;
