/* Figures and names as people read them. All of it is text, never markup. */

/** «2026-11-30 21:07:35 UTC»; empty for a time that has not come. */
export const time = (iso) => (iso ? iso.replace('T', ' ').replace(/(\.\d+)?Z$/, ' UTC') : '');

/** How long it was from one time to another: «424 ms», «43.5 s», «3 min 5 s», «2 h 10 min». */
export function duration(from, to) {
  const ms = new Date(to) - new Date(from);
  if (ms < 1000) return `${ms} ms`;
  if (ms < 60000) return `${(ms / 1000).toFixed(1)} s`;
  const minutes = Math.floor(ms / 60000);
  return minutes < 60
    ? `${minutes} min ${Math.floor((ms % 60000) / 1000)} s`
    : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** The id of a group as words: «Senior developers». */
export function words(id) {
  const spaced = id.replaceAll('-', ' ');
  return spaced.charAt(0).toUpperCase() + spaced.slice(1);
}

/** A sentence in Markdown without its marks. */
export const withoutMarks = (markdown) => markdown.replace(/\*\*|`/g, '');

/** What a record is about: «shop / module payment». */
export const subject = (record) => (record.subject ? `${record.application} / ${record.subject}` : record.application);

/** Who decided what; empty before that. */
export const decided = ({ decision }) => (decision ? `${decision.by} (${decision.answerTitle})` : '');

/** How long an act took; empty while it runs. */
export const took = (record) => (record.ended ? duration(record.started, record.ended) : '');
