/** How people log in over HTTP, and when that ends. */
package io.reinstate.web.login;
