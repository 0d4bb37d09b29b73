// The tab 案卷 beside a task's form.
import {read, url} from './api.js';
import {showCaseFile} from './file.js';

export function renderTab(node, {taskId}, scope) {
  const gone = new AbortController();
  scope.$on('$destroy', () => gone.abort());
  showCaseFile(node, async signal => ({...(await read(url('tasks', taskId, 'case'), signal)), taskId}), gone.signal);
}
