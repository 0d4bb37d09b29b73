// Above the lists of supervision: of which bureau they show the tasks, with those below it; one goes down level by level.
import {html, useEffect, useState} from '/bridge/lib/preact.js';
import {query as parameters, read, url} from '../casefile/api.js';
import {query} from './landing.js';

const LISTS = ['辖区已逾期', '辖区在办'];
const BUREAU = 'tenantIdIn';

/** What Tasklist is searching for, as its address says it. */
function searches() {
  try {
    return JSON.parse(query().get('searchQuery') || '[]');
  } catch {
    return [];
  }
}

function chosen() {
  return searches().find(({type}) => type === BUREAU)?.value || '';
}

function choose(code) {
  const now = query();
  const others = searches().filter(({type}) => type !== BUREAU);
  now.set(
    'searchQuery',
    JSON.stringify(code ? [...others, {type: BUREAU, operator: 'In', value: code, name: ''}] : others)
  );
  ['task', 'page'].forEach(name => now.delete(name));
  location.hash = `#/?${now}`;
}

/** @param list name of the list that is shown */
export function Below({list}) {
  const [under, setUnder] = useState(chosen());
  const [level, setLevel] = useState(null);
  const shown = LISTS.includes(list);
  useEffect(() => {
    const look = () => setUnder(chosen());
    addEventListener('hashchange', look);
    return () => removeEventListener('hashchange', look);
  }, []);
  useEffect(() => {
    let gone = false;
    if (shown) {
      // Without it the list still shows everything, and Tasklist's own search takes a bureau's code.
      read(url('supervision', 'bureaus') + parameters(under ? {under} : {})).then(
        found => gone || setLevel(found),
        () => gone || setLevel(null)
      );
    } else if (list && chosen()) {
      // Lists of work are of one's own bureau.
      choose('');
    }
    return () => {
      gone = true;
    };
  }, [shown, list, under]);
  if (!shown || !level || (level.path.length < 2 && level.below.length === 0)) {
    return null;
  }
  const above = level.path.slice(0, -1);
  const here = level.path.at(-1);
  return html`<nav class="dk-below" aria-label="辖区">
    ${above.map(
      ({code, name}, place) => html`<button
          type="button"
          class="btn btn-link btn-sm"
          onClick=${() => choose(place === 0 ? '' : code)}
        >${name}</button> › `
    )}
    <strong>${here ? here.name : '全部单位'}</strong>
    ${level.below.length > 0 &&
    html`<select
      class="form-control input-sm"
      aria-label="所辖单位"
      value=""
      onChange=${event => choose(event.target.value)}
    >
      <option value="">含所辖 ${level.below.length} 个单位，可选其一</option>
      ${level.below.map(
        ({code, name, hasBelow}) => html`<option value=${code}>${name}${hasBelow ? '（含所辖）' : ''}</option>`
      )}
    </select>`}
  </nav>`;
}
