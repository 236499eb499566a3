/**
 * What people and programs reach over HTTP: the JSON API, the start forms, the pages in Cockpit.
 *
 * <p>Everything needs a login and goes by the engine's authorizations.
 *
 * <p>Resources of the webapp plugins and the mapping of refusals know Camunda; little else needs
 * to.
 */
package io.reinstate.web;
