// The tab 案卷 beside a task's form.
import {read, url} from './api.js';
import {el} from './dom.js';
import {
  clocks,
  datasets,
  dispositions,
  evidence,
  findings,
  letters,
  milestones,
  phases,
  summary
} from './sections.js';
import {preservations} from './preservations.js';
import {upload} from './upload.js';

function draw(node, file, task, reload) {
  node.replaceChildren(
    el(
      'div.cf',
      {},
      phases(file),
      summary(file),
      clocks(file),
      letters(file),
      datasets(file),
      preservations(file),
      findings(file),
      dispositions(file),
      evidence(file),
      file.upload.allowed ? upload(file, task, reload) : null,
      milestones(file)
    )
  );
}

function fail(node, problem, retry) {
  node.replaceChildren(
    el(
      'div.cf',
      {},
      el('p.cf-problem', {role: 'alert'}, problem.message),
      el('button.btn.btn-default', {type: 'button', onclick: retry}, '重新读取')
    )
  );
}

export function renderTab(node, {taskId}, scope) {
  const gone = new AbortController();
  scope.$on('$destroy', () => gone.abort());

  async function load() {
    try {
      const task = await read(url('tasks', taskId, 'case'), gone.signal);
      const file = await read(url('cases', task.caseNo), gone.signal);
      draw(node, file, task, load);
    } catch (problem) {
      fail(node, problem, load);
    }
  }

  node.addEventListener('cf-changed', load);
  node.replaceChildren(el('div.cf', {}, el('p.cf-loading', {role: 'status'}, '正在读取案卷……')));
  load();
}
