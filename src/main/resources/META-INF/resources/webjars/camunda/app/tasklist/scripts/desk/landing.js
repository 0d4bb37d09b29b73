// Where a person lands who has just signed in: in the list with which his work begins, what is due first at its top.
const BY_DUE_DATE = '[{"sortBy":"dueDate","sortOrder":"asc"}]';

function query() {
  return new URLSearchParams(location.hash.split('?')[1] || '');
}

let arrives = !query().has('filter') && !query().has('task');

addEventListener('hashchange', () => {
  arrives ||= location.hash.startsWith('#/login');
});

/**
 * Once for each time that somebody arrives, unless an address already says where to.
 *
 * @param lists as Tasklist has them
 * @param first title of the list with which work begins
 */
export function land(lists, first) {
  const list = lists.find(({name}) => name === first);
  if (!arrives || !list) {
    return;
  }
  arrives = false;
  if (!query().has('task')) {
    location.replace(`#/?${new URLSearchParams({filter: list.id, sorting: BY_DUE_DATE})}`);
  }
}
