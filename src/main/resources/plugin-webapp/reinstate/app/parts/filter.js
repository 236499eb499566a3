import { html } from '../libraries.js';

/** A field that hands on what is typed, at every key. */
export const filter = (hint, onInput) => html`
  <input
    class="form-control reinstate-filter"
    type="search"
    placeholder=${hint}
    aria-label="Filter"
    @input=${(event) => onInput(event.target.value)}
  />
`;

/** Whether a text holds every word that is wanted, in any order, whatever its case. */
export function matches(wanted, text) {
  const lower = text.toLowerCase();
  return wanted
    .toLowerCase()
    .split(/\s+/)
    .every((word) => lower.includes(word));
}
