import { html } from '../libraries.js';

/** A text whose lines stay as they are, and whose long words break. */
export const text = (value) => html`<span class="reinstate-value">${value}</span>`;
