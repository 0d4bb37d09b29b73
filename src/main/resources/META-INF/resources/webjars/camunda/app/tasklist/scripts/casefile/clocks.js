// The deadlines of a case.
import {html} from '/bridge/lib/preact.js';
import {moment} from './figures.js';
import {None, Section, Tag} from './parts.js';

const PAUSED = 'PAUSED';
export const OWNER = 'OWNER';

function changes(item) {
  return [
    ...item.pauses.map(pause =>
      [
        `${pause.title}：自 ${pause.from} 起不计${pause.until ? `，${pause.until} 恢复计算` : '，尚未恢复计算'}`,
        `${pause.reason}（${pause.by}登记，${pause.citation}）`
      ].join('。')
    ),
    ...item.extensions.map(extension =>
      [
        `${extension.title}：${extension.ground}`,
        `${extension.by ? `${extension.by}批准` : '已告知对方'}，${moment(extension.at)}（${extension.citation}）`
      ].join('。')
    )
  ];
}

/** What there is to say of when it ends: nothing while it stands still. */
function ends(item) {
  return item.state === PAUSED
    ? '恢复计算后重新确定届满日'
    : `${moment(item.dueAt)} 前${item.provisional ? '（暂定）' : ''}`;
}

function left(item, late) {
  if (item.remaining) {
    return html`<strong class=${late ? 'cf-late' : ''}>${item.remaining.text}</strong>`;
  }
  return item.state === PAUSED
    ? html`<${Tag} kind="state">${item.stateTitle}<//>`
    : html`<span class=${item.overdue ? 'cf-late' : 'cf-quiet'}>${item.stateTitle}</span>`;
}

/** Of an own case there is little else to read: its deadlines are unfolded. */
function Clock({item, unfolded}) {
  const running = item.remaining || item.state === PAUSED;
  const late = item.overdue && item.remaining;
  const changed = changes(item);
  return html`<details
    class=${`cf-clock ${late ? 'cf-clock-late' : running ? '' : 'cf-clock-ended'}`}
    open=${unfolded}
  >
    <summary>
      <span class="cf-clock-title">${item.title}</span>
      <span class="cf-clock-due">${ends(item)}</span>
      ${left(item, late)} ${item.asked && html`<${Tag} kind="state">延期待审批<//>`}
    </summary>
    <p class="cf-explain">${item.explanation}</p>
    ${changed.length > 0 && html`<ul class="cf-changes">${changed.map(line => html`<li>${line}</li>`)}</ul>`}
    ${item.asked && html`<p class="cf-explain">${item.asked}。</p>`}
    <p class="cf-explain">
      ${`依据：${item.citation}。起算：${moment(item.startedAt)}${item.ground ? `，${item.ground}` : ''}。`}
      ${item.endedAt && `结束：${moment(item.endedAt)}。`}${item.endReason && `原因：${item.endReason}`}
    </p>
  </details>`;
}

export function Clocks({file}) {
  const open = file.clocks.filter(item => !item.endedAt);
  const running = open
    .filter(item => item.state !== PAUSED)
    .sort((a, b) => a.dueAt.localeCompare(b.dueAt))
    .concat(open.filter(item => item.state === PAUSED));
  const ended = file.clocks.filter(item => item.endedAt);
  const missed = ended.filter(item => item.overdue).length;
  return html`<${Section} title="期限" hint=${file.clocks.length ? '展开可看计算依据' : null}>
    ${running.length
      ? running.map(item => html`<${Clock} item=${item} unfolded=${file.role === OWNER} />`)
      : html`<${None}>没有正在计算的期限。<//>`}
    ${ended.length > 0 &&
    html`<details class="cf-ended">
      <summary>
        ${`已结束的期限 ${ended.length} 项`}
        ${missed > 0 && html`<span class="cf-late">${`其中逾期 ${missed} 项`}</span>`}
      </summary>
      ${ended.map(item => html`<${Clock} item=${item} unfolded=${false} />`)}
    </details>`}
  <//>`;
}
