/**
 * Who logs in: where from, how often with a wrong password, and what is noted about it. Knows
 * neither the engine nor HTTP.
 */
package io.reinstate.people;
