// The start of a process, for those who may start one.
import {compile, service, startProcess} from './camunda.js';

export function renderStart(node, parameters, scope) {
  // Tasklist finds its own action by this class when the form is closed.
  node.className = 'start-process-action';
  service('camAPI')
    .resource('process-definition')
    .list({latest: true, active: true, startableInTasklist: true, startablePermissionCheck: true, maxResults: 1}, (problem, found) => {
      if (!problem && found.count > 0) {
        compile(node, startProcess.template, scope);
      }
    });
}
