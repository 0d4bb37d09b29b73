// The table of deadlines.
import {casePage, el, moment} from './base.js';
import {lastReminder, mayOrder, reminderForm} from './reminder.js';

function remaining(entry) {
  if (entry.endedAt) {
    return el('span.ov-quiet', {}, entry.stateTitle);
  }
  return el(entry.overdue ? 'span.ov-late' : 'span', {}, entry.remaining || entry.stateTitle);
}

function reason({reason: why}) {
  if (!why) {
    return el('td.ov-quiet', {}, '—');
  }
  return el(why.type === 'INCIDENT' ? 'td.ov-why.ov-late' : 'td.ov-why', {title: why.text}, why.text);
}

function caseCell(entry) {
  const name = entry.processInstanceId
    ? el(
        'a',
        {href: `#/process-instance/${entry.processInstanceId}/runtime?tab=oversight-deadlines`, title: '打开流程实例'},
        entry.caseNo
      )
    : entry.caseNo;
  const file = el('a', {href: casePage(entry.caseNo), title: '打开案卷'}, '案卷');
  return el('td.ov-nowrap', {}, name, el('small', {}, file));
}

/**
 * A table of deadlines with a button for a reminder.
 *
 * @param options withBureau: whether it spans organisations; mayRemind: whether the person may send reminders; onReminded:
 *     called after one was sent
 */
export function deadlineTable(entries, options) {
  const titles = ['案件', options.withBureau ? '单位' : null, '期限', '届满', '剩余', '原因', '催办'].filter(Boolean);
  const body = el('tbody');
  entries.forEach(entry => body.append(...rows(entry, titles.length, options)));
  return el(
    'table.ov-table.ov-deadlines',
    {},
    el('thead', {}, el('tr', {}, titles.map(title => el('th', {scope: 'col'}, title)))),
    body
  );
}

function rows(entry, columns, {withBureau, mayRemind, onReminded}) {
  const below = el('tr.ov-below', {hidden: true}, el('td', {colSpan: columns}));
  const action = el('td.ov-nowrap');

  function close() {
    below.hidden = true;
    below.firstChild.replaceChildren();
  }

  function drawAction() {
    const button =
      mayRemind && mayOrder(entry)
        ? el('button.btn.btn-default.btn-xs', {type: 'button', onclick: open}, entry.reminder ? '再次催办' : '催办')
        : null;
    action.replaceChildren(...[lastReminder(entry), button].filter(Boolean));
  }

  function open() {
    below.firstChild.replaceChildren(
      reminderForm(
        entry,
        sent => {
          entry.reminder = {id: sent.id, orderedAt: sent.orderedAt, answered: false, answerOverdue: false};
          close();
          drawAction();
          onReminded(sent);
        },
        close
      )
    );
    below.hidden = false;
  }

  drawAction();
  return [
    el(
      'tr',
      {},
      caseCell(entry),
      withBureau ? el('td', {}, entry.tenantName) : null,
      el(
        'td',
        {},
        el('details', {}, el('summary', {}, entry.kindTitle), el('p.ov-explain', {}, entry.explanation)),
        el('small', {}, entry.citation)
      ),
      // Of a deadline that stands still nobody knows yet when it ends.
      entry.state === 'PAUSED'
        ? el('td.ov-nowrap.ov-quiet', {}, '恢复后确定')
        : el('td.ov-nowrap', {}, moment(entry.dueAt), entry.provisional ? el('small', {}, '暂定') : null),
      el('td.ov-nowrap', {}, remaining(entry)),
      reason(entry),
      action
    ),
    below
  ];
}
