/**
 * The runbooks: one class for each, which says what it is given, what it plans, how long it is
 * watched and what goes further. Its steps are drawn in the process of the same id.
 */
package io.reinstate.runbook;
