// Where a person lands who has just signed in: in the list with which his work begins, what is due first at its top.
const BY_DUE_DATE = '[{"sortBy":"dueDate","sortOrder":"asc"}]';

function query() {
  return new URLSearchParams(location.hash.split('?')[1] || '');
}

let arrives = !query().has('filter') && !query().has('task');

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
  const list = lists.find(({name}) => name === first);
  if (arrives && list && !query().has('task')) {
    location.replace(`#/?${new URLSearchParams({filter: list.id, sorting: BY_DUE_DATE})}`);
  }
  arrives = false;
  document.documentElement.dataset.landed = '';
}
