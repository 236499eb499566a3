import { html } from '../libraries.js';

const ROUTE = '/rollbacks';

/** A link to a page of ours: the list for no parameters, one rollback for its key. */
export const link = (parameters, text) => html`<a href="#${ROUTE}?${new URLSearchParams(parameters)}">${text}</a>`;
