/* The Rollbacks page: every act on every application, running and ended, and what happened in each. */

const PAGE = 50;
const ROUTE = '/rollbacks';

const OUTCOMES = {
  'restored': ['Restored', 'good'],
  'restored-by-emergency': ['Restored by emergency rollback', 'fair'],
  'refused': ['Refused', 'neutral'],
  'planned': ['Only planned', 'neutral'],
  'handed-over': ['Handed over to a person', 'bad'],
  'put-back': ['Previous state put back', 'fair'],
  'snapshot-taken': ['Snapshot taken', 'good'],
  'marked-stable': ['Snapshot marked stable', 'good'],
  'deployed': ['Release deployed', 'good'],
  'interrupted': ['Interrupted by an emergency rollback', 'bad'],
  'services-run': ['Services run', 'good'],
  'services-stopped': ['Services stopped', 'neutral'],
  'failed': ['Failed, nothing changed', 'bad'],
  'cancelled': ['Cancelled', 'neutral'],
};

/** An element with attributes and children; text is always text, never markup. */
function element(name, attributes = {}, ...children) {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key === 'onclick' || key === 'oninput') node[key] = value;
    else node.setAttribute(key, value);
  }
  for (const child of children.flat()) {
    if (child !== null && child !== undefined) node.append(child);
  }
  return node;
}

const time = (iso) => (iso ? iso.replace('T', ' ').replace(/(\.\d+)?Z$/, ' UTC') : '');

function duration(from, to) {
  const ms = new Date(to) - new Date(from);
  if (ms < 1000) return `${ms} ms`;
  if (ms < 60000) return `${(ms / 1000).toFixed(1)} s`;
  const minutes = Math.floor(ms / 60000);
  return minutes < 60
    ? `${minutes} min ${Math.floor((ms % 60000) / 1000)} s`
    : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** What came of it, or how it stands. */
function outcome(record, waitingFor) {
  const [title, mood] = record.outcome ? OUTCOMES[record.outcome] || [record.outcome, 'neutral'] : standing(record, waitingFor);
  return element('span', { class: `reinstate-outcome reinstate-${mood}` }, title);
}

function standing(record, waitingFor) {
  if (waitingFor.some((waiting) => waiting.failure)) return ['Stands still', 'bad'];
  if (waitingFor.length) return ['Waits for a person', 'fair'];
  return record.acted ? ['Done, watched', 'running'] : ['Running', 'running'];
}

/** The task with the people who may complete it, or the step with what is wrong. */
function waits(waiting) {
  const who = waiting.assignee || waiting.candidates.map(title).join(', ');
  return `${waiting.step}${who ? ` (${who})` : ''}, since ${time(waiting.since)}${waiting.failure ? `: ${waiting.failure}` : ''}`;
}

/** For a line of the list: whom it waits for, or which step. */
const shortly = (waiting) => (waiting.failure ? waiting.step : `${waiting.step}: ${waiting.assignee || waiting.candidates.map(title).join(', ')}`);

/** What people call what has an id: a process, a group. */
const title = (id) => {
  const words = id.replaceAll('-', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
};
const runbook = (record) => title(record.runbook);

const subject = (record) => (record.subject ? `${record.application} / ${record.subject}` : record.application);
const ANSWERS = { 'approve': 'approved', 'keep-data': 'approved, data kept', 'force': 'forced', 'refuse': 'refused' };
const decided = (record) =>
  record.decision ? `${record.decision.by} (${ANSWERS[record.decision.answer] || record.decision.answer})` : '';
const took = (record) => (record.ended ? duration(record.started, record.ended) : '');

function table(heads, rows) {
  return element(
    'table',
    { class: 'cam-table reinstate-table' },
    element('thead', {}, element('tr', {}, heads.map((head) => element('th', {}, head)))),
    element('tbody', {}, rows.map((cells) => element('tr', {}, cells.map((cell) => element('td', {}, ...[cell].flat())))))
  );
}

function link(parameters, text) {
  return element('a', { href: `#${ROUTE}?${new URLSearchParams(parameters)}` }, text);
}

async function fetchJson(url) {
  const answer = await fetch(url, { credentials: 'same-origin', headers: { Accept: 'application/json' } });
  if (!answer.ok) {
    const problem = await answer.json().catch(() => ({}));
    throw new Error(problem.message || `${answer.status} ${answer.statusText}`);
  }
  return answer.json();
}

/* The catalog */

function problemsView(summary, problems, mood = 'bad') {
  return element(
    'details',
    {},
    element('summary', {}, element('span', { class: `reinstate-outcome reinstate-${mood}` }, summary), ` (${problems.length})`),
    element(
      'ul',
      {},
      problems.map((problem) =>
        element('li', { class: 'reinstate-value' }, `${problem.file}${problem.line ? `:${problem.line}` : ''}${problem.path ? ` ${problem.path}` : ''}: ${problem.what}`)
      )
    )
  );
}

/** What is wrong with it; nothing where all is right. */
function catalogView({ refused, unheeded, warnings }) {
  const shared = warnings.length ? problemsView('Shared by applications', warnings, 'fair') : null;
  if (refused.length + unheeded.length === 0) return shared;
  return element(
    'section',
    { class: 'reinstate-catalog' },
    element('h3', {}, 'Not all of the catalog is right'),
    refused.map((each) => problemsView(`${each.application} is refused`, each.problems)),
    unheeded.map((each) => problemsView(each.told, each.problems)),
    shared
  );
}

/* The list */

async function renderList(node, base, first) {
  const [records, catalog] = await Promise.all([
    fetchJson(`${base}/rollbacks?first=${first}&most=${PAGE}`),
    fetchJson(`${base}/catalog`),
  ]);
  const body = element('div');
  const show = (wanted) => {
    const words = wanted.toLowerCase().split(/\s+/).filter(Boolean);
    const matching = records.filter((record) => {
      const text = [record.key, subject(record), record.runbook, runbook(record), record.outcome || 'running', record.requester, decided(record), record.reason]
        .concat(record.waitingFor.map(waits))
        .join(' ')
        .toLowerCase();
      return words.every((word) => text.includes(word));
    });
    body.replaceChildren(
      matching.length === 0
        ? element('p', { class: 'reinstate-empty' }, records.length === 0 ? 'Nothing has been rolled back yet.' : 'None of these matches.')
        : table(
            ['Rollback', 'Application', 'Runbook', 'Outcome', 'Requested by', 'Decided by', 'Started', 'Duration'],
            matching.map((record) => [
              link({ rollback: record.key }, record.key),
              subject(record),
              runbook(record),
              [outcome(record, record.waitingFor), record.waitingFor.map((waiting) => element('div', { class: 'reinstate-waits' }, shortly(waiting)))],
              record.requester,
              decided(record),
              time(record.started),
              took(record),
            ])
          )
    );
  };
  show('');
  node.replaceChildren(
    element(
      'div',
      { class: 'reinstate-page' },
      element('h1', {}, 'Rollbacks'),
      catalogView(catalog),
      element('input', {
        class: 'form-control reinstate-filter',
        type: 'search',
        placeholder: 'Filter this page: application, person, outcome',
        'aria-label': 'Filter',
        oninput: (event) => show(event.target.value),
      }),
      body,
      element(
        'p',
        { class: 'reinstate-pages' },
        first > 0 ? link({ first: Math.max(0, first - PAGE) }, 'Newer') : null,
        ' ',
        records.length === PAGE ? link({ first: first + PAGE }, 'Older') : null
      )
    )
  );
}

/* One rollback */

function facts(pairs) {
  return element(
    'dl',
    { class: 'reinstate-facts' },
    pairs.filter(([, value]) => value).flatMap(([name, value]) => [element('dt', {}, name), element('dd', {}, value)])
  );
}

const extent = (plan, files) => (plan.target ? `: ${files.length} ${files.length === 1 ? 'file' : 'files'}` : '');

function target(plan) {
  if (plan.target) return `${plan.target.snapshot}, taken ${time(plan.target.created)}`;
  return plan.runbook === 'emergency-rollback' ? 'no usable stable snapshot' : null;
}

function planView(plan, number) {
  const files = ['changed', 'added', 'removed'].flatMap((kind) => plan.changes[kind].map((path) => [kind, path]));
  return element(
    'details',
    {},
    element('summary', {}, `Plan ${number}${extent(plan, files)}, made ${time(plan.created)}`),
    facts([
      ['Target', target(plan)],
      ['Release', plan.target && plan.target.revision],
      ['Stable', plan.target && plan.target.stable],
      ['Restarts', plan.restarts.join(', ')],
      ['Data written since', plan.data.files.join(', ')],
      ['Notes', plan.warnings.join(' ')],
    ]),
    plan.acts.map((act) => element('p', { class: 'reinstate-value' }, act.sentence.replace(/\*\*|`/g, ''))),
    files.length ? table(['Change', 'File'], files) : null
  );
}

const CHECKLISTS = { before: 'before', after: 'afterwards', manual: 'by hand' };

function attestationsView(attestations) {
  return element(
    'details',
    { open: '' },
    element('summary', {}, 'What people ticked off and did by hand'),
    table(
      ['When', 'Item', 'Answer', 'Note', 'By', 'At'],
      attestations.map((said) => [
        CHECKLISTS[said.checklist] || said.checklist,
        said.item,
        said.answer.replace('-', ' '),
        said.note || '',
        said.by,
        time(said.at),
      ])
    )
  );
}

function failuresView(failures) {
  return element(
    'details',
    { open: '' },
    element('summary', {}, 'What went wrong, the first cause first'),
    table(
      ['At', 'Step', 'What'],
      failures.map((failure) => [time(failure.at), failure.step, element('span', { class: 'reinstate-value' }, failure.text)])
    )
  );
}

let viewerLoaded;
function loadViewer(root) {
  viewerLoaded ||= new Promise((resolve, reject) => {
    const script = element('script', { src: `${root}/bpmn-js/18.31.1/bpmn-navigated-viewer.production.min.js` });
    script.onload = () => resolve(window.BpmnJS);
    script.onerror = () => reject(new Error('The diagram viewer could not be loaded.'));
    document.head.append(script);
  });
  return viewerLoaded;
}

async function drawDiagram(node, api, process) {
  const root = api.cockpitApi.replace(/\/camunda\/api\/cockpit.*$/, '');
  const [Viewer, { bpmn20Xml }] = await Promise.all([
    loadViewer(root),
    fetchJson(`${api.engineApi}/process-definition/${encodeURIComponent(process.definition)}/xml`),
  ]);
  const viewer = new Viewer({ container: node });
  await viewer.importXML(bpmn20Xml);
  const canvas = viewer.get('canvas');
  canvas.zoom('fit-viewport', 'auto');
  const registry = viewer.get('elementRegistry');
  const steps = new Map(process.steps.map((step) => [step.activity, step]));
  for (const [activity, step] of steps) {
    if (registry.get(activity)) {
      canvas.addMarker(activity, step.failure ? 'reinstate-stuck' : step.ended ? 'reinstate-taken' : 'reinstate-active');
    }
  }
  takenFlows(process.steps, registry).forEach((flow) => canvas.addMarker(flow, 'reinstate-taken'));
}

/** The engine remembers steps, not flows: from each step, the one to that of its neighbours which began next. */
function takenFlows(steps, registry) {
  const taken = new Set();
  steps.forEach((step, at) => {
    const shape = registry.get(step.activity);
    if (!shape || !step.ended || step.cancelled) return;
    const flows = shape.outgoing.filter((flow) => flow.type === 'bpmn:SequenceFlow');
    const next = steps.slice(at + 1).find((later) => flows.some((flow) => flow.target.id === later.activity));
    flows.filter((flow) => next && flow.target.id === next.activity).forEach((flow) => taken.add(flow.id));
  });
  return taken;
}

function stepState(step) {
  if (step.failure) return element('span', { class: 'reinstate-bad' }, step.failure);
  if (step.cancelled) return 'ended from outside';
  return step.ended ? 'done' : 'running';
}

function processView(process, api) {
  const diagram = element('div', { class: 'reinstate-diagram' });
  const view = element(
    'section',
    {},
    diagram,
    element('h3', {}, 'Steps'),
    table(
      ['Step', 'Started', 'Ended', 'Duration', 'By', 'State'],
      process.steps.map((step) => [
        step.name || step.type,
        time(step.started),
        time(step.ended),
        step.ended ? duration(step.started, step.ended) : '',
        step.by || '',
        stepState(step),
      ])
    ),
    element('h3', {}, 'Variables'),
    table(['Name', 'Value'], process.variables.map((variable) => [variable.name, element('span', { class: 'reinstate-value' }, variable.value)]))
  );
  return { view, draw: () => drawDiagram(diagram, api, process).catch((e) => diagram.replaceChildren(e.message)) };
}

/** The name of a process, counted where there are several of that name. */
function tab(processes, at) {
  const { name } = processes[at];
  const same = (process) => process.name === name;
  return processes.filter(same).length > 1 ? `${name} ${processes.slice(0, at + 1).filter(same).length}` : name;
}

async function renderOne(node, api, base, key, instance) {
  const { record, waitingFor, plans, failures, attestations, processes } = await fetchJson(`${base}/rollbacks/${encodeURIComponent(key)}`);
  const shown = processes.find((process) => process.instance === instance) || processes[0];
  const decision = record.decision;
  const chosen = shown ? processView(shown, api) : null;
  node.replaceChildren(
    element(
      'div',
      { class: 'reinstate-page' },
      element('p', {}, link({}, 'All rollbacks')),
      element('h1', {}, `${record.key} `, outcome(record, waitingFor)),
      facts([
        ['Waits for', waitingFor.map(waits).join('\n')],
        ['Application', subject(record)],
        ['Runbook', runbook(record)],
        ['Requested by', record.requester],
        ['Reason', record.reason],
        ['Decided by', decision && `${decided(record)} at ${time(decision.at)}: ${decision.reason}`],
        ['Target', record.target],
        ['Started', time(record.started)],
        ['Ended', time(record.ended)],
        ['Duration', took(record)],
        ['What came of it', record.detail],
      ]),
      failures.length ? failuresView(failures) : null,
      plans.map((plan, index) => planView(plan, index + 1)),
      attestations.length ? attestationsView(attestations) : null,
      element(
        'ul',
        { class: 'nav nav-tabs reinstate-tabs' },
        processes.map((process, at) =>
          element('li', { class: process === shown ? 'active' : '' }, link({ rollback: key, process: process.instance }, tab(processes, at)))
        )
      ),
      chosen ? chosen.view : element('p', {}, 'The engine no longer has the history of this rollback.')
    )
  );
  if (chosen) chosen.draw();
}

function renderPage(node, { api }) {
  const base = `${api.cockpitApi}/plugin/reinstate/${api.engine || 'default'}`;
  const parameters = new URLSearchParams(window.location.hash.split('?')[1] || '');
  const key = parameters.get('rollback');
  node.replaceChildren(element('p', { class: 'reinstate-page' }, 'Loading'));
  const rendered = key
    ? renderOne(node, api, base, key, parameters.get('process'))
    : renderList(node, base, Number(parameters.get('first')) || 0);
  rendered.catch((e) => node.replaceChildren(element('p', { class: 'reinstate-page reinstate-bad' }, e.message)));
}

export default [
  {
    id: 'reinstate-rollbacks',
    pluginPoint: 'cockpit.route',
    priority: 5,
    properties: { path: ROUTE, label: 'Rollbacks' },
    render: renderPage,
  },
  {
    id: 'reinstate-navigation',
    pluginPoint: 'cockpit.navigation',
    priority: 5,
    properties: { path: ROUTE },
    render: (node) => node.replaceChildren(element('a', { href: `#${ROUTE}` }, 'Rollbacks')),
  },
];
