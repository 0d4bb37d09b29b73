// Where a person lands who has just signed in: in the list with which his work begins, what is due first at its top; or where
// deadlines are overseen, when that is his work and nothing waits in his lists.
import {goesBack} from '../../../../../bridge/back.js';

const BY_DUE_DATE = '[{"sortBy":"dueDate","sortOrder":"asc"}]';
const LIST = ['filter', 'sorting'];
const OVERSIGHT = '../../cockpit/default/';

/** What the address says. */
export function query() {
  return new URLSearchParams(location.hash.split('?')[1] || '');
}

let arrives = !query().has('filter') && !query().has('task');
let signsIn = location.hash.startsWith('#/login');

let list = [];

/** The list that is shown now. @param chosen its id, where the address does not say it yet */
export function listed(chosen) {
  const now = query();
  if (chosen) {
    now.set('filter', chosen);
  }
  list = LIST.filter(name => now.has(name)).map(name => [name, now.get(name)]);
}

// A link to a task leaves a person in the list where he is. Tasklist would go to its first list, forget the task on the way and
// close it at the next click; so before it looks:
addEventListener(
  'popstate',
  () => {
    const now = query();
    if (now.has('task') && !now.has('filter')) {
      history.replaceState(null, '', `#/?${new URLSearchParams([...now, ...list])}`);
    }
  },
  true
);

addEventListener('hashchange', () => {
  if (location.hash.startsWith('#/login')) {
    arrives = true;
    // Another person has other lists.
    list = [];
    signsIn = true;
    delete document.documentElement.dataset.landed;
  }
});

/**
 * Once for each time that somebody arrives, unless an address already says where to. From then on the page says that it has
 * `landed`: before, it may still move to that list.
 *
 * @param lists as Tasklist has them, nothing before it has read them
 * @param desk as the bridge has counted it, null where there is none, nothing before it is known
 */
export function land(lists, desk) {
  if (goesBack() || !lists || desk === undefined) {
    return;
  }
  const begin = desk && lists.find(({name}) => name === desk.first);
  if (signsIn && arrives && desk?.oversight && !query().has('task')) {
    // Only on the way in: whoever comes from there stays here.
    location.replace(OVERSIGHT);
  } else if (arrives && begin && !query().has('task')) {
    location.replace(`#/?${new URLSearchParams({filter: begin.id, sorting: BY_DUE_DATE})}`);
    listed();
  }
  arrives = signsIn = false;
  document.documentElement.dataset.landed = '';
}
