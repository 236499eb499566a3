import { time } from '../format.js';
import { nothing } from '../libraries.js';
import { fold } from './fold.js';
import { table } from './table.js';

/** What people ticked off and did by hand; nothing where they did not. */
export function attestations(attested) {
  if (attested.length === 0) return nothing;
  const rows = attested.map((each) => [each.checklistTitle, each.item, each.answerTitle, each.note || '', each.by, time(each.at)]);
  return fold('What people ticked off and did by hand', table(['When', 'Item', 'Answer', 'Note', 'By', 'At'], rows), true);
}
