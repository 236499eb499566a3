import { table } from './table.js';
import { text } from './text.js';

/** What a process knows, or knew at its end. */
export const variables = (known) => table(['Name', 'Value'], known.map(({ name, value }) => [name, text(value)]));
