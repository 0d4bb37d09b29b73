// What a task's card in the list shows of the case. All cards of a page are asked for in one request.
import {read, url} from './api.js';
import {due, el} from './dom.js';

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

function fill(node, card) {
  node.replaceChildren(
    el(
      'div.cf-card',
      {},
      card.shopId ? el('span.cf-card-shop', {title: '网店'}, `网店 ${card.shopId}`) : null,
      card.counterpart ? el('span.cf-card-side', {title: card.counterpart}, card.counterpart) : null,
      card.remaining
        ? el(
            card.overdue ? 'span.cf-card-due.cf-late' : 'span.cf-card-due',
            {title: card.provisional ? `${card.clock}：放假安排尚未公布，日期暂定` : card.clock},
            `${card.clock}：${due(card.dueAt)} 届满${card.provisional ? '（暂定）' : ''}，${card.remaining}${
              card.reminder ? `（${card.reminder}）` : ''
            }`
          )
        : card.paused
        ? el('span.cf-card-due', {title: '恢复计算后重新确定届满日'}, `${card.clock}：中止中`)
        : null
    )
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
