// How many tasks are in each list: asked for all lists at once, shown at Tasklist's own names of them.
import {read, url} from '../casefile/api.js';

const SHOWN = '.task-filters .item.task-filter > h4';

let counted = new Map();
const watched = new WeakSet();

function label({count, late}) {
  return late ? `${count} 项，其中逾期 ${late} 项` : `${count} 项`;
}

/** Tasklist draws its lists anew when it likes. */
function show() {
  document.querySelectorAll(SHOWN).forEach(heading => {
    const name = heading.querySelector('a').firstChild.textContent.trim();
    const list = counted.get(name);
    let badge = heading.querySelector('.dk-count');
    if (!list) {
      badge?.remove();
      return;
    }
    if (!badge) {
      badge = document.createElement('span');
      heading.append(badge);
    }
    const kind = list.late ? 'dk-count dk-count-late' : list.count ? 'dk-count' : 'dk-count dk-count-none';
    if (badge.textContent !== String(list.count) || badge.className !== kind) {
      badge.textContent = list.count;
      badge.className = kind;
      badge.title = label(list);
    }
  });
}

function watch() {
  const lists = document.querySelector('.task-filters .content');
  if (lists && !watched.has(lists)) {
    watched.add(lists);
    new MutationObserver(show).observe(lists, {childList: true, subtree: true});
  }
}

/** Others know a person by his name, which an account need not bear: it stands beside the account's. */
function showPerson(name) {
  const account = document.querySelector('.account > a');
  let place = account?.querySelector('.dk-person');
  place?.remove();
  if (account && !account.textContent.includes(name)) {
    place = document.createElement('span');
    place.className = 'dk-person';
    place.textContent = name;
    account.querySelector('.glyphicon').after(place);
  }
}

/** Asks anew. @returns the desk, with the title of the list with which work begins */
export async function recount() {
  const desk = await read(url('desk'));
  counted = new Map(desk.lists.map(list => [list.title, list]));
  watch();
  show();
  showPerson(desk.person);
  return desk;
}
