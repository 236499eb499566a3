/**
 * What a rollback does to an application and can undo: one contract for every kind of it, one
 * journal that says how far an act is, and running several changes in order and back. Knows no kind
 * but by its name; each kind is in the room that it is about.
 */
package io.reinstate.change;
