/**
 * Proofs on the real thing: nodes of Reinstate as processes of their own, which are killed, paused
 * and restarted while they act, on H2 and on PostgreSQL.
 */
package io.reinstate.chaos;
