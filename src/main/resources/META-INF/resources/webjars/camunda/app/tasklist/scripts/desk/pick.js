// Choosing several tasks that nobody has taken, on their cards.
import {html, render, useEffect, useState} from '/bridge/lib/preact.js';

/** Lists of what one may take. */
const TAKEABLE = ['待签收', '待认领', '数据协查（按期限）'];

const chosen = new Set();
const listeners = new Set();
let list = '';

/** @param listener is told the ids of what is chosen, now and whenever that changes */
export function onChoice(listener) {
  listeners.add(listener);
  listener([...chosen]);
  return () => listeners.delete(listener);
}

/** What is chosen ends with the list in which it was. */
export function listIs(name) {
  if (name !== list) {
    list = name;
    choose([]);
  }
}

export function choose(ids) {
  chosen.clear();
  ids.forEach(id => chosen.add(id));
  listeners.forEach(listener => listener([...chosen]));
}

/** The ids of all on this page that can be chosen. */
export function choosable() {
  return [...document.querySelectorAll('.dk-pick input')].map(box => box.value);
}

function Pick({taskId, name}) {
  const [taken, setTaken] = useState(chosen.has(taskId));
  useEffect(() => onChoice(ids => setTaken(ids.includes(taskId))), []);
  const change = event => choose(event.target.checked ? [...chosen, taskId] : [...chosen].filter(id => id !== taskId));
  // The card itself opens the task.
  return html`<label class="dk-pick" onClick=${event => event.stopPropagation()}>
    <input type="checkbox" value=${taskId} checked=${taken} aria-label=${`选择“${name}”`} onChange=${change} />
  </label>`;
}

export function renderPick(node, {taskId}, scope) {
  if (TAKEABLE.includes(list) && !scope.task.assignee) {
    render(html`<${Pick} taskId=${taskId} name=${scope.task.name} />`, node);
    scope.$on('$destroy', () => render(null, node));
  }
}
