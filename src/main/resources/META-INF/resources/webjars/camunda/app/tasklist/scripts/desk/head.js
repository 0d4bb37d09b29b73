// Above the list of tasks: what has changed in one's cases, and what is done with the chosen tasks.
import {html, render, useEffect, useState} from '/bridge/lib/preact.js';
import {opens, standsAbove} from '../after/banner.js';
import {casePage, post, read, url} from '../casefile/api.js';
import {day, moment} from '../../../../../bridge/time.js';
import {Below} from './below.js';
import {recount} from './counts.js';
import {land, listed, query} from './landing.js';
import {choosable, choose, listIs, onChoice} from './pick.js';

const FIVE_MINUTES = 300_000;
/** Where a claimed task is found, as the bridge calls that list. */
const OWN = '待办';

function Changes() {
  const [news, setNews] = useState(null);
  useEffect(() => {
    // Whoever has no desk has no news either; the list below says what is wrong.
    const load = () => read(url('desk', 'changes')).then(setNews, () => {});
    load();
    const again = setInterval(load, FIVE_MINUTES);
    return () => clearInterval(again);
  }, []);
  if (!news || news.cases.length === 0) {
    return null;
  }
  return html`<details class="dk-news">
    <summary>
      ${day(news.since)} 以来 <strong>${news.cases.length}${news.more ? ' 件以上' : ' 件'}</strong>案件有变化
    </summary>
    <ol>
      ${news.cases.map(
        ({caseNo, cause, shop, events}) => html`<li>
          <a href=${casePage(caseNo)} target="_blank" rel="noopener">${caseNo}</a>
          <span>${[cause, shop].filter(Boolean).join(' · ')}</span>
          ${events.map(
            ({at, title}) => html`<p><time datetime=${at}>${moment(at)}</time> ${title}</p>`
          )}
        </li>`
      )}
    </ol>
  </details>`;
}

/** What whoever works on cases lacks, so that what names him would be refused; looked at again until it has been added. */
function Lacking() {
  const [sentence, setSentence] = useState('');
  useEffect(() => {
    let again;
    const load = () =>
      read(url('directory', 'mine')).then(
        own => {
          setSentence(own.sentence || '');
          own.sentence || clearInterval(again);
        },
        () => {}
      );
    again = setInterval(load, FIVE_MINUTES);
    load();
    return () => clearInterval(again);
  }, []);
  return sentence && html`<p class="dk-lacking" role="status">${sentence}</p>`;
}

function Claims({changed}) {
  const [chosen, setChosen] = useState([]);
  const [busy, setBusy] = useState(false);
  const [said, setSaid] = useState(null);
  useEffect(() => onChoice(setChosen), []);

  async function claim() {
    setBusy(true);
    try {
      const results = await post(url('tasks', 'claims'), {taskIds: chosen});
      setSaid({
        claimed: results.filter(({claimed}) => claimed).length,
        refused: results.filter(({claimed}) => !claimed)
      });
      choose([]);
      changed();
    } catch (problem) {
      setSaid({problem: problem.message});
    }
    setBusy(false);
  }

  if (chosen.length === 0 && !said) {
    return null;
  }
  return html`<div class="dk-claims">
    ${chosen.length > 0 &&
    html`<p>
      已选 ${chosen.length} 项
      <button type="button" class="btn btn-primary btn-sm" disabled=${busy} onClick=${claim}>认领所选</button>
      <button type="button" class="btn btn-link btn-sm" onClick=${() => choose(choosable())}>全选本页</button>
      <button type="button" class="btn btn-link btn-sm" onClick=${() => choose([])}>取消选择</button>
    </p>`}
    <div role="status">
      ${said?.problem && html`<p class="dk-problem">${said.problem}</p>`}
      ${said?.claimed > 0 && html`<p class="dk-done">已认领 ${said.claimed} 项，现在“待办”中。</p>`}
      ${said?.refused?.map(
        ({name, reason}) => html`<p class="dk-problem">没有认领${name ? `“${name}”` : '所选的一项任务'}：${reason}</p>`
      )}
      ${said &&
      html`<button type="button" class="btn btn-link btn-sm" onClick=${() => setSaid(null)}>知道了</button>`}
    </div>
  </div>`;
}

export function renderHead(node, parameters, scope) {
  const data = scope.tasklistData.newChild(scope);
  const changed = () => data.changed('taskList');
  const draw = list =>
    render(
      html`<div ref=${standsAbove}></div>
        <div class="dk-head"><${Below} list=${list} /><${Lacking} /><${Changes} /><${Claims} changed=${changed} /></div>`,
      node
    );
  let lists;
  let desk;
  let list;
  let tasks;

  /** Whoever has claimed the last task of a list works on it beside his own list, not beside an empty one. */
  function besideOwn() {
    const own = lists?.find(({name}) => name === OWN);
    const isSearch = !['[]', null].includes(query().get('searchQuery'));
    if (tasks?.count !== 0 || isSearch || !own || !list || list.id === own.id || !document.querySelector('.ws[data-mine]')) {
      return;
    }
    // Else Tasklist would close the task with the list.
    const search = window.angular.element(document.documentElement).injector().get('search');
    search.updateSilently({filter: own.id, forceDisplayTask: 'true'});
    data.changed('currentFilter');
  }

  data.observe('filters', found => {
    lists = found;
    land(lists, desk);
  });
  data.observe('currentFilter', found => {
    list = found;
    if (list) {
      listIs(list.name);
      listed(list.id);
      draw(list.name);
    }
  });
  // Whenever Tasklist has read its list anew, which it does by itself too.
  data.observe('taskList', found => {
    tasks = found;
    listed();
    besideOwn();
    recount()
      // Whoever has no desk stays where Tasklist leaves him.
      .catch(() => null)
      .then(counted => {
        desk = counted;
        land(lists, desk);
      });
  });
  const onMine = () => scope.$evalAsync(besideOwn);
  document.addEventListener('ws-mine', onMine);
  // Whatever of a task is shown, its form or the case.
  scope.$on('$locationChangeSuccess', () => {
    if (query().has('task')) {
      opens('tasks', query().get('task'));
    }
  });
  draw('');
  scope.$on('$destroy', () => {
    document.removeEventListener('ws-mine', onMine);
    render(null, node);
  });
}
