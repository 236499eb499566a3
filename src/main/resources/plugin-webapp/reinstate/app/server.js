/* What the pages ask the server. */

async function json(url) {
  const answer = await fetch(url, { credentials: 'same-origin', headers: { Accept: 'application/json' } });
  if (!answer.ok) {
    const problem = await answer.json().catch(() => ({}));
    throw new Error(problem.message || `${answer.status} ${answer.statusText}`);
  }
  return answer.json();
}

/**
 * The server behind the addresses that Cockpit hands to a plugin. Each answer is a promise; it fails with the server's
 * own words where there are some.
 */
export function serverAt({ cockpitApi, engineApi, engine }) {
  const plugin = `${cockpitApi}/plugin/reinstate/${engine || 'default'}`;
  return {
    /** A page of records, newest first. */
    rollbacks: (first, most) => json(`${plugin}/rollbacks?first=${first}&most=${most}`),
    /** One record with everything that happened in it. */
    rollback: (key) => json(`${plugin}/rollbacks/${encodeURIComponent(key)}`),
    /** What is wrong with the catalog. */
    catalog: () => json(`${plugin}/catalog`),
    /** The BPMN of a process definition. */
    model: async (definition) => (await json(`${engineApi}/process-definition/${encodeURIComponent(definition)}/xml`)).bpmn20Xml,
  };
}
