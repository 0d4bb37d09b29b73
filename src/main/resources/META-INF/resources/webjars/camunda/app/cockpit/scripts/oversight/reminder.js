// 催办: the form under a line, and the lines that say what became of it.
import {ask, el, moment, post} from './base.js';

const LONGEST = 1000;

const STATES = {
  OPEN: ['ov-tag', '等待答复'],
  LATE: ['ov-tag.ov-tag-late', '逾期未答复'],
  ANSWERED: ['ov-tag.ov-tag-done', '已答复']
};

function stateTag(state) {
  const [spec, text] = STATES[state];
  return el(`span.${spec}`, {}, text);
}

/** What a line shows of its last reminder. */
export function lastReminder({reminder}) {
  if (!reminder) {
    return null;
  }
  const state = reminder.answered ? 'ANSWERED' : reminder.answerOverdue ? 'LATE' : 'OPEN';
  return el('span.ov-last', {title: `催办 ${reminder.id}，${moment(reminder.orderedAt)} 发出`}, stateTag(state));
}

/** Whether another reminder may be sent: none waits for its answer. */
export function mayOrder({reminder, endedAt}) {
  return !endedAt && (!reminder || reminder.answered);
}

/**
 * The form with which one deadline is reminded of.
 *
 * @param onDone is given the reminder that was sent
 * @param onCancel called when nothing shall be sent
 */
export function reminderForm(entry, onDone, onCancel) {
  const text = el('textarea.form-control.ov-text', {
    rows: 2,
    maxLength: LONGEST,
    placeholder: '例如：请说明未按期办理的原因，并写明何时办结。',
    'aria-label': '催办内容'
  });
  const problem = el('p.ov-problem', {role: 'alert', hidden: true});
  const send = el('button.btn.btn-primary', {type: 'submit'}, '发出催办');
  const form = el(
    'form.ov-form',
    {noValidate: true},
    el('p.ov-form-title', {}, `向${entry.tenantName}催办案件 ${entry.caseNo} 的“${entry.kindTitle}”，由该单位办案机构负责人答复：`),
    text,
    problem,
    el('div.ov-buttons', {}, send, el('button.btn.btn-default', {type: 'button', onclick: onCancel}, '取消'))
  );
  form.addEventListener('submit', async event => {
    event.preventDefault();
    send.disabled = true;
    problem.hidden = true;
    try {
      onDone(await post(ask('supervision/reminders', {}), {clockId: entry.clockId, text: text.value}));
    } catch (e) {
      problem.textContent = e.message;
      problem.hidden = false;
      send.disabled = false;
    }
  });
  setTimeout(() => text.focus());
  return form;
}

/** A table of reminders with what was answered. */
export function reminderTable(reminders, withBureau) {
  if (reminders.length === 0) {
    return el('p.ov-none', {}, '还没有催办。');
  }
  return el(
    'table.ov-table',
    {},
    el(
      'thead',
      {},
      el(
        'tr',
        {},
        ['催办', withBureau ? '单位' : null, '期限', '催办内容', '答复', '状态']
          .filter(Boolean)
          .map(title => el('th', {scope: 'col'}, title))
      )
    ),
    el(
      'tbody',
      {},
      reminders.map(reminder =>
        el(
          'tr',
          {},
          el('td.ov-nowrap', {}, reminder.id),
          withBureau ? el('td', {}, reminder.tenantName) : null,
          el('td', {}, reminder.kindTitle, el('small', {}, `${moment(reminder.clockDueAt)} 届满`)),
          el('td.ov-words', {}, reminder.text, el('small', {}, `${reminder.orderedByName}，${moment(reminder.orderedAt)}`)),
          reminder.answer
            ? el('td.ov-words', {}, reminder.answer, el('small', {}, `${reminder.answeredByName}，${moment(reminder.answeredAt)}`))
            : el('td.ov-quiet', {}, `应于 ${moment(reminder.dueAt)} 前答复`),
          el('td.ov-nowrap', {}, stateTag(reminder.state))
        )
      )
    )
  );
}
