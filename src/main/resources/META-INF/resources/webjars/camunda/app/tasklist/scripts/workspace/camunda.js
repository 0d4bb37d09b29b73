// Tasklist 7.24's own form of a task. It is excluded where Tasklist would put it (`cam-exclude-plugins`, see
// engine-screens.txt) and stands where we put it, with Tasklist's own template and controller.

/** Where Tasklist 7.24 has it among its modules. */
const TASK_FORM = 49807;

let found = null;
self.webpackChunkcamunda_bpm_webapp.push([
  ['workspace'],
  {},
  load => load(TASK_FORM)({registerDefaultView: (point, provider) => (found = provider)})
]);

/** What the module would have registered as a view: {template, controller, priority}. */
export const taskForm = found;

/** Draws a template of Tasklist's in that place. */
export function compile(place, template, scope) {
  const injector = window.angular.element(document.documentElement).injector();
  injector.get('$compile')(template)(scope, drawn => place.replaceChildren(...Array.from(drawn)));
}
