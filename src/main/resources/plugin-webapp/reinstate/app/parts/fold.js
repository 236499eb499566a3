import { html } from '../libraries.js';

/** Content under a line that opens and closes it. */
export const fold = (summary, content, open = false) => html`
  <details ?open=${open}>
    <summary>${summary}</summary>
    ${content}
  </details>
`;
