import { duration, time } from '../format.js';
import { html } from '../libraries.js';
import { table } from './table.js';

/** The steps of a process that ran, in the order they started. */
export const steps = (ran) => table(['Step', 'Started', 'Ended', 'Duration', 'By', 'State'], ran.map(row));

function row(step) {
  return [
    step.name || step.type,
    time(step.started),
    time(step.ended),
    step.ended ? duration(step.started, step.ended) : '',
    step.by || '',
    state(step),
  ];
}

function state(step) {
  if (step.failure) return html`<span class="reinstate-bad">${step.failure}</span>`;
  if (step.cancelled) return 'ended from outside';
  return step.ended ? 'done' : 'running';
}
