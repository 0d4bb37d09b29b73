// Giving a claimed task back, taking it from whoever holds it, or handing it on to a colleague.
import {html, useState} from '/bridge/lib/preact.js';
import {post, url} from './api.js';
import {useKept} from './kept.js';
import {Said, Section} from './parts.js';

const LONGEST_REASON = 200;

/** There is a claim {user, holder, own, others} where the person may end it. */
export const Claim = ({found}) => found.claim && html`<${Ending} ...${found} />`;

function Ending({claim, taskId}) {
  const {form, sent} = useKept('claim', '任务认领');
  const [said, say] = useState({});
  const [to, setTo] = useState('');

  async function submit(event) {
    event.preventDefault();
    say({busy: true});
    try {
      const reason = event.target.elements.reason.value;
      await post(url('tasks', taskId, 'return'), {reason, from: claim.user, ...(to && {to})});
      sent();
      const whose = to ? `任务已改派给 ${claim.others.find(one => one.user === to).name}` : '任务已退回待认领';
      say({busy: true, text: `${whose}，理由已记入案卷。请刷新任务列表。`});
    } catch (problem) {
      say({text: problem.message, failed: true});
    }
  }

  return html`<${Section} title="任务认领">
    <p class="cf-hint">
      ${claim.own
        ? '您已认领这项任务。不能继续办理的，写明理由后退回本岗位。'
        : `这项任务由 ${claim.holder} 认领。需要改由他人办理的，写明理由后收回${claim.others.length > 0 ? '，或者直接改派' : ''}。`}
    </p>
    <form class="cf-upload" ...${form} onSubmit=${submit}>
      <label>
        理由${' '}
        <input type="text" name="reason" class="form-control cf-note-input" maxlength=${LONGEST_REASON} />
      </label>
      ${claim.others.length > 0 &&
      html`<label>
        交由${' '}
        <select name="to" class="form-control" value=${to} onChange=${event => setTo(event.target.value)}>
          <option value="">待认领</option>
          ${claim.others.map(one => html`<option value=${one.user}>${one.name}</option>`)}
        </select>
      </label>`}
      <button type="submit" class="btn btn-default" disabled=${said.busy}>
        ${to ? '改派任务' : claim.own ? '退回任务' : '收回任务'}
      </button>
    </form>
    <${Said} ...${said} />
  <//>`;
}
