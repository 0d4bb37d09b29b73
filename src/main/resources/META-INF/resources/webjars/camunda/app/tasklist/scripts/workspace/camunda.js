// What Tasklist 7.24 has of its own for forms and for starting processes. It is excluded where Tasklist would put it
// (`cam-exclude-plugins` in index.html) and stands where we put it, with Tasklist's own templates and controllers.

/** Where Tasklist 7.24 has them among its modules. */
const TASK_FORM = 49807;
const START_PROCESS = 99654;

/** What a module would have registered as a view: {template, controller}. */
function provided(module) {
  let found = null;
  self.webpackChunkcamunda_bpm_webapp.push([
    [`workspace-${module}`],
    {},
    load => load(module)({registerDefaultView: (point, provider) => (found = provider)})
  ]);
  return found;
}

export const taskForm = provided(TASK_FORM);
export const startProcess = provided(START_PROCESS);

export function service(name) {
  return window.angular.element(document.documentElement).injector().get(name);
}

/** Draws a template of Tasklist's in that place. */
export function compile(place, template, scope) {
  service('$compile')(template)(scope, drawn => place.replaceChildren(...Array.from(drawn)));
}
