/* The libraries of others, each named once. The server's root is seven folders above this one. */

export { html, nothing, render } from '../../../../../../../webjars/lit-html/3.3.1/lit-html.js';

const BPMN_VIEWER = '../../../../../../../bpmn-js/18.31.1/bpmn-navigated-viewer.production.min.js';

let viewer;

/** The class of bpmn-js that draws a model. It is a plain script, loaded when the first model is drawn. */
export function bpmnViewer() {
  viewer ||= new Promise((resolve, reject) => {
    const script = document.createElement('script');
    script.src = new URL(BPMN_VIEWER, import.meta.url);
    script.onload = () => resolve(window.BpmnJS);
    script.onerror = () => {
      viewer = undefined;
      reject(new Error('The diagram viewer could not be loaded. Load the page again.'));
    };
    document.head.append(script);
  });
  return viewer;
}
