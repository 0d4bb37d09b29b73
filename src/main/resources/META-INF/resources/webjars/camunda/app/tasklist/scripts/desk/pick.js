// Choosing several tasks that nobody has taken, on their cards.

/** Lists of what one may take. */
const TAKEABLE = ['待签收', '待认领', '数据协查（按期限）'];

const chosen = new Set();
const listeners = new Set();
let list = '';

function tell() {
  listeners.forEach(listener => listener([...chosen]));
}

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
  document.querySelectorAll('.dk-pick input').forEach(box => (box.checked = chosen.has(box.value)));
  tell();
}

/** The ids of all on this page that can be chosen. */
export function choosable() {
  return [...document.querySelectorAll('.dk-pick input')].map(box => box.value);
}

export function renderPick(node, {taskId}, scope) {
  if (!TAKEABLE.includes(list) || scope.task.assignee) {
    return;
  }
  const label = document.createElement('label');
  label.className = 'dk-pick';
  const box = document.createElement('input');
  box.type = 'checkbox';
  box.value = taskId;
  box.checked = chosen.has(taskId);
  box.setAttribute('aria-label', `选择“${scope.task.name}”`);
  box.onchange = () => {
    if (box.checked) {
      chosen.add(taskId);
    } else {
      chosen.delete(taskId);
    }
    tell();
  };
  label.append(box);
  // The card itself opens the task.
  label.onclick = event => event.stopPropagation();
  node.append(label);
}
