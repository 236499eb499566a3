/* What an act waits for: a task and the people who may complete it, or a step and what is wrong with it. */

import { time, words } from '../format.js';

const who = (waiting) => waiting.assignee || waiting.candidates.map(words).join(', ');

/** For the page of one act. */
export function waitingInFull(waiting) {
  const people = who(waiting);
  return `${waiting.step}${people ? ` (${people})` : ''}, since ${time(waiting.since)}${waiting.failure ? `: ${waiting.failure}` : ''}`;
}

/** For a line of the list. */
export const waitingInShort = (waiting) => (waiting.failure ? waiting.step : `${waiting.step}: ${who(waiting)}`);
