/**
 * Attacks on the running product, one class for each actor: what each of them tries over HTTP or in
 * the files they own, and that it gets them nowhere. With Reinstate as root and as a service user.
 */
package io.reinstate.attack;
