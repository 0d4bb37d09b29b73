// Giving a claimed task back, or taking it from whoever holds it.
import {post, url} from './api.js';
import {el, labelled} from './dom.js';

const LONGEST_REASON = 200;

/** @param claim {holder, own}; none where the person may not end it */
export function claimSection(taskId, claim) {
  const reason = el('input.form-control.cf-note-input', {type: 'text', maxLength: LONGEST_REASON});
  const message = el('p.cf-message', {role: 'status', hidden: true});
  const button = el('button.btn.btn-default', {type: 'submit'}, claim.own ? '退回任务' : '收回任务');

  function say(text, failed) {
    message.textContent = text;
    message.classList.toggle('cf-problem', failed);
    message.hidden = false;
  }

  async function submit(event) {
    event.preventDefault();
    button.disabled = true;
    try {
      await post(url('tasks', taskId, 'return'), {reason: reason.value});
      say('任务已退回待认领，理由已记入案卷。请刷新任务列表。', false);
    } catch (problem) {
      say(problem.message, true);
      button.disabled = false;
    }
  }

  return el(
    'div',
    {},
    el(
      'p.cf-hint',
      {},
      claim.own
        ? '您已认领这项任务。不能继续办理的，写明理由后退回本岗位。'
        : `这项任务由 ${claim.holder} 认领。需要改由他人办理的，写明理由后收回。`
    ),
    el('form.cf-upload', {onsubmit: submit}, labelled('理由', reason), button),
    message
  );
}
