// Where a person lands who has just signed in: in the list with which his work begins, what is due first at its top.
const BY_DUE_DATE = '[{"sortBy":"dueDate","sortOrder":"asc"}]';
const LIST = ['filter', 'sorting'];

function query() {
  return new URLSearchParams(location.hash.split('?')[1] || '');
}

let arrives = !query().has('filter') && !query().has('task');

let list = [];

/** The list that is shown now. */
export function listed() {
  const now = query();
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
    delete document.documentElement.dataset.landed;
  }
});

/**
 * Once for each time that somebody arrives, unless an address already says where to. From then on the page says that it has
 * `landed`: before, it may still move to that list.
 *
 * @param lists as Tasklist has them, nothing before it has read them
 * @param first title of the list with which work begins, null if there is none, nothing before it is known
 */
export function land(lists, first) {
  if (!lists || first === undefined) {
    return;
  }
  const begin = lists.find(({name}) => name === first);
  if (arrives && begin && !query().has('task')) {
    location.replace(`#/?${new URLSearchParams({filter: begin.id, sorting: BY_DUE_DATE})}`);
    listed();
  }
  arrives = false;
  document.documentElement.dataset.landed = '';
}
