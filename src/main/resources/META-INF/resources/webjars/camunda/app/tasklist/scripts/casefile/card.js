// What a task's card in the list shows of the case. All cards of a page are asked for in one request.
import {read, url} from './api.js';
import {el} from './dom.js';

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

function deadline(card) {
  if (card.paused) {
    return el('span.cf-card-due', {title: '恢复计算后重新确定届满日'}, `${card.clock}：中止中`);
  }
  if (!card.deadline) {
    return null;
  }
  const title = [card.clock, card.provisional && '放假安排尚未公布，日期暂定', card.reminder].filter(Boolean).join('；');
  return el(
    card.overdue ? 'span.cf-card-due.cf-late' : 'span.cf-card-due',
    {title},
    card.provisional ? `${card.deadline}（暂定）` : card.deadline
  );
}

function fill(node, card) {
  const shop = card.shopName || (card.shopId && `网店 ${card.shopId}`);
  node.replaceChildren(
    el(
      'div.cf-card',
      {},
      deadline(card),
      el('span.cf-card-case', {}, card.caseNo),
      card.cause ? el('span.cf-card-side', {title: card.cause}, card.cause) : null,
      shop ? el('span.cf-card-shop', {title: card.shopId ? `网店 ${card.shopId}` : shop}, shop) : null,
      card.counterpart ? el('span.cf-card-side', {title: card.counterpart}, card.counterpart) : null
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
