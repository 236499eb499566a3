/**
 * What a rollback is, without an engine: request, plan, decision, outcome, and the record of them
 * all.
 *
 * <p>A plan is made before anything is touched, pins its target, and is what is approved and what
 * runs.
 *
 * <p>The record lives in the engine's database and in its transactions, and outlives the engine's
 * history.
 */
package io.reinstate.rollback;
