/* Finds the page that an address asks for, and shows it. */

import { html, render } from '../libraries.js';
import { link } from '../parts/link.js';
import { serverAt } from '../server.js';
import { showRollback } from './rollback.js';
import { showRollbacks } from './rollbacks.js';

/** Shows a page in a node, which Cockpit makes anew for each. */
export async function show(node, api) {
  const parameters = new URLSearchParams(window.location.hash.split('?')[1] || '');
  const page = document.createElement('div');
  page.className = 'reinstate-page';
  node.replaceChildren(page);
  render(html`<p>Loading</p>`, page);
  const server = serverAt(api);
  try {
    await (parameters.has('rollback') ? showRollback(page, server, parameters) : showRollbacks(page, server, parameters));
  } catch (e) {
    render(html`<p>${link({}, 'All rollbacks')}</p><p class="reinstate-problem reinstate-bad">${e.message}</p>`, page);
  }
}
