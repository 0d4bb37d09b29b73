// The tab of a process instance: its deadlines, and the reminders of its case.
import {ask, el, read} from './base.js';
import {reminderTable} from './reminder.js';
import {deadlineTable} from './table.js';

const MOST = 200;
const FORBIDDEN = 403;

export function renderTab(node, {processInstanceId}, scope) {
  const gone = new AbortController();
  if (scope && scope.$on) {
    scope.$on('$destroy', () => gone.abort());
  }

  async function load() {
    try {
      const page = await read(ask('deadlines', {processInstance: processInstanceId, size: MOST}), gone.signal);
      if (page.deadlines.length === 0) {
        node.replaceChildren(el('div.ov.ov-tab', {}, el('p.ov-none', {}, '本流程没有期限。')));
        return;
      }
      const [{caseNo, tenant, tenantName}] = page.deadlines;
      const reminders = await read(ask('supervision/reminders', {caseNo, tenant}), gone.signal);
      node.replaceChildren(
        el(
          'div.ov.ov-tab',
          {},
          el('h4', {}, `${tenantName}的期限`),
          deadlineTable(page.deadlines, {withBureau: false, mayRemind: page.mayRemind, onReminded: load}),
          el('h4', {}, '本案的催办'),
          reminderTable(reminders, false)
        )
      );
    } catch (problem) {
      node.replaceChildren(
        el(
          'div.ov.ov-tab',
          {},
          el('p.ov-problem', {role: 'alert'}, problem.message),
          problem.status === FORBIDDEN
            ? null
            : el('button.btn.btn-default', {type: 'button', onclick: load}, '重新读取')
        )
      );
    }
  }

  node.replaceChildren(el('div.ov.ov-tab', {}, el('p.ov-quiet', {role: 'status'}, '正在读取期限……')));
  load();
}
