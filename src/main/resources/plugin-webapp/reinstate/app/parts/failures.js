import { time } from '../format.js';
import { nothing } from '../libraries.js';
import { fold } from './fold.js';
import { table } from './table.js';
import { text } from './text.js';

/** What went wrong in an act; nothing where all went well. */
export function failures(failed) {
  if (failed.length === 0) return nothing;
  const rows = failed.map((failure) => [time(failure.at), failure.step, text(failure.text)]);
  return fold('What went wrong, the first cause first', table(['At', 'Step', 'What'], rows), true);
}
