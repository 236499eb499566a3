import { bpmnViewer } from '../libraries.js';

/**
 * The diagram of a process, with what ran marked in it.
 *
 * Its node is drawn by the library, which has to measure it: call «draw» when the node is on the page. What fails then is
 * said in the node.
 */
export function diagram(steps, loadModel) {
  const node = document.createElement('div');
  node.className = 'reinstate-diagram';
  const draw = async () => {
    try {
      const [Viewer, model] = await Promise.all([bpmnViewer(), loadModel()]);
      const viewer = new Viewer({ container: node });
      await viewer.importXML(model);
      viewer.get('canvas').zoom('fit-viewport', 'auto');
      mark(viewer, steps);
    } catch (e) {
      node.replaceChildren(e.message);
    }
  };
  return { node, draw };
}

function mark(viewer, steps) {
  const canvas = viewer.get('canvas');
  const registry = viewer.get('elementRegistry');
  const latest = new Map(steps.map((step) => [step.activity, step]));
  for (const [activity, step] of latest) {
    if (registry.get(activity)) {
      canvas.addMarker(activity, step.failure ? 'reinstate-stuck' : step.ended ? 'reinstate-taken' : 'reinstate-active');
    }
  }
  takenFlows(steps, registry).forEach((flow) => canvas.addMarker(flow, 'reinstate-taken'));
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
