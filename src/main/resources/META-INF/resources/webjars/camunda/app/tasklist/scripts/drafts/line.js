// The line above a form that says what became of its draft.
import {html, useState} from '/bridge/lib/preact.js';
import {clock, day, moment} from '../../../../../bridge/time.js';

function at(instant) {
  return day(instant) === day(Date.now()) ? clock(instant) : moment(instant);
}

function text(value) {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

const Button = ({onClick, children}) =>
  html`<button type="button" class="btn btn-link btn-sm" onClick=${onClick}>${children}</button>`;

const Trouble = ({children}) => html`<strong class="cf-problem">${children}</strong>`;

function Elsewhere({draft, acts}) {
  const {revision, savedAt} = draft.other;
  return html`<${Trouble}>
      ${revision
        ? `这份表单在另一个窗口中也改过（${at(savedAt)}），本窗口的输入没有保存。`
        : '这份表单已在另一个窗口中发出，或者草稿已被丢弃，本窗口的输入没有保存。'}
    <//>
    <${Button} onClick=${() => draft.keepMine()}>保留本窗口的内容<//>
    ${revision > 0 && html`<${Button} onClick=${acts.takeOther}>采用另一窗口的内容<//>`}`;
}

function InTrouble({draft, acts}) {
  switch (draft.trouble) {
    case 'elsewhere':
      return html`<${Elsewhere} draft=${draft} acts=${acts} />`;
    case 'gone':
      return html`<${Trouble}>这项任务已经办结、撤回或者改由他人办理，本窗口的输入没有保存。<//>`;
    case 'refused':
      return html`<${Trouble}>${draft.sentence}<//>`;
    case 'signed-out':
      return html`<${Trouble}>
        登录已经失效，刚输入的内容还没有保存。请在另一个窗口中登录工作台，本页随后自动保存；请不要关闭本页。
      <//>`;
    default:
      return html`<${Trouble}>
        ${draft.unsaved
          ? '暂时连不上服务器，刚输入的内容还没有保存，正在重试。请不要关闭本页。'
          : '暂时连不上服务器，读不出草稿。'}
      <//>`;
  }
}

/**
 * @param acts discard(), takeOther()
 * @param restoredAt of which time the draft is that was put into the form; nothing where none was
 * @param lost what could not be restored: {label, value}
 * @param where in which forms something was typed, where there are several
 */
export function Line({draft, acts, restoredAt, lost = [], where}) {
  const [problem, say] = useState(null);
  const saved = draft.savedAt && !draft.isEmpty;

  async function discard() {
    if (window.confirm('丢弃草稿？已输入的内容将不能恢复。')) {
      say(null);
      await acts.discard().catch(({message}) => say(message));
    }
  }

  const isQuiet = !draft.trouble && !draft.unreadable && !saved && !lost.length && !problem;
  if (isQuiet && where) {
    return null;
  }
  return html`<div class="dr-line" role="status" hidden=${isQuiet}>
    ${problem && html`<span class="cf-problem">${problem}</span>`}
    ${draft.trouble
      ? html`<${InTrouble} draft=${draft} acts=${acts} />`
      : html`${draft.unreadable &&
          html`<span class="cf-problem">${at(draft.savedAt)} 的草稿读不出来：加密的密钥已更换。</span>`}
          ${saved && restoredAt && html`<strong>已恢复 ${at(restoredAt)} 的草稿</strong>`}
          ${saved && draft.savedAt !== restoredAt && html`<span class="cf-quiet">草稿已保存 ${at(draft.savedAt)}</span>`}
          ${saved && where && html`<span>${where}</span>`}
          ${saved && html`<${Button} onClick=${discard}>丢弃草稿<//>`}`}
    ${lost.length > 0 &&
    html`<div class="dr-lost">
      <strong>表单已更新，草稿中的下列内容没有对应的位置，没有恢复：</strong>
      ${lost.map(({label, value}) => html`<p>${label}：${text(value)}</p>`)}
    </div>`}
  </div>`;
}
