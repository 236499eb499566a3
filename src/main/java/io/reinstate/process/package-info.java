/**
 * The runbooks on the engine: a class for every service task of the diagrams in {@code bpmn/},
 * found by its name.
 *
 * <p>A delegate reads variables, calls the domain, writes variables, and turns a business failure
 * into the error that its diagram draws. Nothing else knows Camunda, but for the webapp plugins in
 * {@code web}.
 */
package io.reinstate.process;
