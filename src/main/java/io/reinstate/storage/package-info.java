/** Files that survive a power failure, their sums, and locks that hold across processes. */
package io.reinstate.storage;
