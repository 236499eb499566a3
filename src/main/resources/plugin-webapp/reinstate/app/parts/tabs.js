import { html } from '../libraries.js';
import { link } from './link.js';

/** The processes of an act, one a tab. */
export const tabs = (key, processes, shown) => html`
  <ul class="nav nav-tabs reinstate-tabs">
    ${processes.map(
      (process, at) =>
        html`<li class=${process === shown ? 'active' : ''}>${link({ rollback: key, process: process.instance }, title(processes, at))}</li>`
    )}
  </ul>
`;

/** The name of a process, counted where there are several of that name. */
function title(processes, at) {
  const { name } = processes[at];
  const same = (process) => process.name === name;
  return processes.filter(same).length > 1 ? `${name} ${processes.slice(0, at + 1).filter(same).length}` : name;
}
