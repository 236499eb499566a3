import { html } from '../libraries.js';

/** A few words in the colour of their mood: good, warning, bad, neutral or running. */
export const badge = ({ title, mood }) => html`<span class="reinstate-outcome reinstate-${mood}">${title}</span>`;
