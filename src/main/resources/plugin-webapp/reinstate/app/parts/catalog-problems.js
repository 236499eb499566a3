import { html, nothing } from '../libraries.js';
import { badge } from './badge.js';
import { fold } from './fold.js';

/** What is wrong with the catalog; nothing where all is right. */
export function catalogProblems({ refused, unheeded, warnings }) {
  const shared = warnings.length ? problems('Shared by applications', warnings, 'warning') : nothing;
  if (refused.length + unheeded.length === 0) return shared;
  return html`
    <section class="reinstate-catalog">
      <h3>Not all of the catalog is right</h3>
      ${refused.map((each) => problems(`${each.application} is refused`, each.problems, 'bad'))}
      ${unheeded.map((each) => problems(each.told, each.problems, 'bad'))} ${shared}
    </section>
  `;
}

function problems(title, found, mood) {
  return fold(
    html`${badge({ title, mood })} (${found.length})`,
    html`<ul>
      ${found.map((problem) => html`<li class="reinstate-value">${sentence(problem)}</li>`)}
    </ul>`
  );
}

const sentence = ({ file, line, path, what }) => `${file}${line ? `:${line}` : ''}${path ? ` ${path}` : ''}: ${what}`;
