import { html } from '../libraries.js';

/** Names and their values, in this order; those without a value are left out. */
export const facts = (pairs) => html`
  <dl class="reinstate-facts">
    ${pairs.filter(([, value]) => value).map(([name, value]) => html`<dt>${name}</dt><dd>${value}</dd>`)}
  </dl>
`;
