/* Where the pages hang in Cockpit. Tasklist loads this file too and uses nothing of it: the rest is loaded when a page is opened. */

const ROUTE = '/rollbacks';

function showPage(node, { api }) {
  import('./pages/show.js').then(({ show }) => show(node, api)).catch((e) => node.replaceChildren(e.message));
}

function showLink(node) {
  const link = document.createElement('a');
  link.href = `#${ROUTE}`;
  link.textContent = 'Rollbacks';
  node.replaceChildren(link);
}

export default [
  {
    id: 'reinstate-rollbacks',
    pluginPoint: 'cockpit.route',
    priority: 5,
    properties: { path: ROUTE, label: 'Rollbacks' },
    render: showPage,
  },
  {
    id: 'reinstate-navigation',
    pluginPoint: 'cockpit.navigation',
    priority: 5,
    properties: { path: ROUTE },
    render: showLink,
  },
];
