import { html } from '../libraries.js';

/** A table. A cell is a text, a template, or a list of these. */
export const table = (heads, rows) => html`
  <table class="cam-table reinstate-table">
    <thead>
      <tr>
        ${heads.map((head) => html`<th>${head}</th>`)}
      </tr>
    </thead>
    <tbody>
      ${rows.map(
        (cells) =>
          html`<tr>
            ${cells.map((cell) => html`<td>${cell}</td>`)}
          </tr>`
      )}
    </tbody>
  </table>
`;
