/**
 * What one caller may use of this server, so that it still serves the others: how large and how
 * slow a request may be, and how many at once.
 */
package io.reinstate.web.limit;
