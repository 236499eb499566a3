import { time, withoutMarks } from '../format.js';
import { html, nothing } from '../libraries.js';
import { facts } from './facts.js';
import { fold } from './fold.js';
import { table } from './table.js';

/** One plan of an act, folded. */
export function plan(planned, number) {
  const files = ['changed', 'added', 'removed'].flatMap((kind) => planned.changes[kind].map((path) => [kind, path]));
  return fold(
    `Plan ${number}${extent(planned, files)}, made ${time(planned.created)}`,
    html`
      ${facts([
        ['Target', target(planned)],
        ['Release', planned.target?.revision],
        ['Stable', planned.target?.stable],
        ['Restarts', planned.restarts.join(', ')],
        ['Data written since', planned.data.files.join(', ')],
        ['Notes', planned.warnings.join(' ')],
      ])}
      ${planned.acts.map((act) => html`<p class="reinstate-value">${withoutMarks(act.sentence)}</p>`)}
      ${files.length ? table(['Change', 'File'], files) : nothing}
    `
  );
}

const extent = ({ target }, files) => (target ? `: ${files.length} ${files.length === 1 ? 'file' : 'files'}` : '');

function target(planned) {
  if (planned.target) return `${planned.target.snapshot}, taken ${time(planned.target.created)}`;
  return planned.runbook === 'emergency-rollback' ? 'no usable stable snapshot' : null;
}
