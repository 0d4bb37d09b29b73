// What a task's card in the list shows of the case. All cards of a page are asked for in one request.
import {html, render} from '/bridge/lib/preact.js';
import {read, url} from './api.js';
import {joined} from './parts.js';

/** Tasklist draws a page several times over while it loads; for so long an answer is good, in milliseconds. */
const FRESH = 5000;

/** The cards of the last page by task, and when they came. */
let known = {at: 0, cards: new Map()};
/** The nodes by task that wait for the next request. */
let waiting = new Map();

function load() {
  const nodes = waiting;
  waiting = new Map();
  read(`${url('task-cards')}?ids=${[...nodes.keys()].map(encodeURIComponent).join(',')}`)
    .then(cards => {
      known = {at: Date.now(), cards: new Map(cards.map(card => [card.taskId, card]))};
      cards.forEach(card => nodes.get(card.taskId).forEach(node => fill(node, card)));
    })
    // The card says the rest without us, and the tab tells what is wrong.
    .catch(() => {});
}

function Deadline({card}) {
  if (card.paused) {
    return html`<span class="cf-card-due" title="恢复计算后重新确定届满日">${card.clock}：中止中</span>`;
  }
  const title = joined([card.clock, card.provisional && '放假安排尚未公布，日期暂定', card.reminder], '；');
  const clock = card.provisional ? '（暂定）' : '';
  return (
    card.deadline &&
    html`<span class=${card.overdue ? 'cf-card-due cf-late' : 'cf-card-due'} title=${title}>
        ${unbroken(`${card.deadline}${card.clockDeadline ? '' : clock}`)}
      </span>
      ${
        card.clockDeadline &&
        html`<span class="cf-card-clock" title=${title}>${card.clock}：${unbroken(`${card.clockDeadline}${clock}`)}</span>`
      }`
  );
}

/** Broken into lines only between its parts. */
function unbroken(deadline) {
  return deadline.split(' · ').map((part, at) => html`${at > 0 && ' · '}<span class="cf-nowrap">${part}</span>`);
}

function fill(node, card) {
  const id = card.shopId && `网店 ${card.shopId}`;
  const shop = card.shopName || id;
  const side = text => text && html`<span class="cf-card-side" title=${text}>${text}</span>`;
  render(
    html`<div class="cf-card">
      ${card.matter && html`<strong class="cf-card-matter">${card.matter}</strong>`}
      <${Deadline} card=${card} />
      <span class="cf-card-case">${card.caseNo}</span>${side(card.bureau)}
      ${side(card.cause)}${shop && html`<span class="cf-card-shop" title=${id || shop}>${shop}</span>`}${side(card.counterpart)}${side(card.holder && `已由 ${card.holder} 认领`)}
    </div>`,
    node
  );
}

export function renderCard(node, {taskId}) {
  if (Date.now() - known.at < FRESH && known.cards.has(taskId)) {
    fill(node, known.cards.get(taskId));
    return;
  }
  if (waiting.size === 0) {
    // The cards of a page are drawn one after the other, in one go.
    setTimeout(load, 50);
  }
  waiting.set(taskId, [...(waiting.get(taskId) || []), node]);
}
