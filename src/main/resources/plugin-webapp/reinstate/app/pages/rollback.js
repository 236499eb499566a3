/* One act: what it was, what came of it, and every step of its processes. */

import { decided, subject, time, took } from '../format.js';
import { html, nothing, render } from '../libraries.js';
import { attestations } from '../parts/attestations.js';
import { badge } from '../parts/badge.js';
import { diagram } from '../parts/diagram.js';
import { facts } from '../parts/facts.js';
import { failures } from '../parts/failures.js';
import { link } from '../parts/link.js';
import { plan } from '../parts/plan.js';
import { steps } from '../parts/steps.js';
import { tabs } from '../parts/tabs.js';
import { variables } from '../parts/variables.js';
import { waitingInFull } from '../parts/waiting.js';

export async function showRollback(node, server, parameters) {
  const history = await server.rollback(parameters.get('rollback'));
  const { processes } = history;
  const shown = processes.find((process) => process.instance === parameters.get('process')) || processes[0];
  const drawing = shown && diagram(shown.steps, () => server.model(shown.definition));
  render(page(history, shown, drawing), node);
  await drawing?.draw();
}

function page({ record, state, waitingFor, plans, failures: failed, attestations: attested, processes }, shown, drawing) {
  return html`
    <p>${link({}, 'All rollbacks')}</p>
    <h1>${record.key} ${badge(state)}</h1>
    ${summary(record, waitingFor)} ${failures(failed)} ${plans.map((each, at) => plan(each, at + 1))} ${attestations(attested)}
    ${tabs(record.key, processes, shown)}
    ${shown ? process(shown, drawing) : html`<p>The engine no longer has the history of this rollback.</p>`}
  `;
}

function summary(record, waitingFor) {
  const { decision } = record;
  return facts([
    ['Waits for', waitingFor.map(waitingInFull).join('\n')],
    ['Application', subject(record)],
    ['Runbook', record.runbookTitle],
    ['Requested by', record.requester],
    ['Reason', record.reason],
    ['Decided by', decision && `${decided(record)} at ${time(decision.at)}: ${decision.reason}`],
    ['Target', record.target],
    ['Started', time(record.started)],
    ['Ended', time(record.ended)],
    ['Duration', took(record)],
    ['What came of it', record.detail],
  ]);
}

function process(shown, drawing) {
  return html`
    <section>
      ${drawing?.node ?? nothing}
      <h3>Steps</h3>
      ${steps(shown.steps)}
      <h3>Variables</h3>
      ${variables(shown.variables)}
    </section>
  `;
}
