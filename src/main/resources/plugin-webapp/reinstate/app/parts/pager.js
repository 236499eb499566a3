import { html, nothing } from '../libraries.js';
import { link } from './link.js';

/** Links to the pages before and after one that begins at «first», and shows «shown» of at most «size». */
export const pager = (first, shown, size) => html`
  <p class="reinstate-pages">
    ${first > 0 ? link({ first: Math.max(0, first - size) }, 'Newer') : nothing}
    ${shown === size ? link({ first: first + size }, 'Older') : nothing}
  </p>
`;
