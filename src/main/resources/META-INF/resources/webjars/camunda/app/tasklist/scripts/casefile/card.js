// What a task's card in the list shows of the case. All cards of a page are asked for in one request.
import {read, url} from './api.js';
import {el} from './dom.js';

let waiting = new Map();

function load() {
  const cards = waiting;
  waiting = new Map();
  const ids = [...cards.keys()].map(encodeURIComponent).join(',');
  read(`${url('task-cards')}?ids=${ids}`)
    .then(answers => answers.forEach(answer => cards.get(answer.taskId).forEach(node => fill(node, answer))))
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
            {title: card.clock},
            `${card.clock}：${card.remaining}`
          )
        : null
    )
  );
}

export function renderCard(node, {taskId}) {
  if (waiting.size === 0) {
    // Tasklist draws the cards of a page one after the other, in one go.
    setTimeout(load, 30);
  }
  waiting.set(taskId, [...(waiting.get(taskId) || []), node]);
}
