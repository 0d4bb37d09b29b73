// One workspace per task: what the decision needs at the left, the form at the right.
import {taskForm} from './camunda.js';
import {formController, renderWorkspace} from './workspace.js';

export default [
  {
    id: 'workspace',
    pluginPoint: 'tasklist.task.detail',
    priority: taskForm.priority,
    properties: {label: '办理'},
    controller: formController,
    render: renderWorkspace
  }
];
