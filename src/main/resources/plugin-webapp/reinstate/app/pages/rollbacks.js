/* The list of all acts on all applications, running and ended. */

import { decided, subject, time, took } from '../format.js';
import { html, render } from '../libraries.js';
import { badge } from '../parts/badge.js';
import { catalogProblems } from '../parts/catalog-problems.js';
import { filter, matches } from '../parts/filter.js';
import { link } from '../parts/link.js';
import { pager } from '../parts/pager.js';
import { table } from '../parts/table.js';
import { waitingInFull, waitingInShort } from '../parts/waiting.js';

const PAGE = 50;

const COLUMNS = ['Rollback', 'Application', 'Runbook', 'Outcome', 'Requested by', 'Decided by', 'Started', 'Duration'];

export async function showRollbacks(node, server, parameters) {
  const first = Number(parameters.get('first')) || 0;
  const [records, catalog] = await Promise.all([server.rollbacks(first, PAGE), server.catalog()]);
  const draw = (wanted) => render(page(records, catalog, first, wanted, draw), node);
  draw('');
}

function page(records, catalog, first, wanted, draw) {
  return html`
    <h1>Rollbacks</h1>
    ${catalogProblems(catalog)} ${filter('Filter this page: application, person, outcome', draw)}
    <div>${list(records, wanted)}</div>
    ${pager(first, records.length, PAGE)}
  `;
}

function list(records, wanted) {
  const matching = records.filter((record) => matches(wanted, found(record)));
  if (matching.length === 0) {
    const why = records.length === 0 ? 'Nothing has been rolled back yet.' : 'None of these matches.';
    return html`<p class="reinstate-empty">${why}</p>`;
  }
  return table(COLUMNS, matching.map(row));
}

/** Everything by which a record is found. */
function found(record) {
  return [
    record.key,
    subject(record),
    record.runbook,
    record.runbookTitle,
    record.outcome || 'running',
    record.state.title,
    record.requester,
    decided(record),
    record.reason,
    ...record.waitingFor.map(waitingInFull),
  ].join(' ');
}

function row(record) {
  return [
    link({ rollback: record.key }, record.key),
    subject(record),
    record.runbookTitle,
    [badge(record.state), record.waitingFor.map((waiting) => html`<div class="reinstate-waits">${waitingInShort(waiting)}</div>`)],
    record.requester,
    decided(record),
    time(record.started),
    took(record),
  ];
}
