/**
 * Reinstate: rollback runbook automation on the Camunda 7 engine.
 *
 * <p>Each package below is about one thing; {@code process} and {@code web} stand on top and alone
 * know the engine.
 */
package io.reinstate;
