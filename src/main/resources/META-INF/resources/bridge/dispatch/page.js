// 待分派: what came in bulk waits here until a unit head sends it to the officers, or finds it the same as another clue.
import {html, render, useEffect, useRef, useState} from '/bridge/lib/preact.js';
import {casePage, post, query, read, url} from '/camunda/app/tasklist/scripts/casefile/api.js';
import {count} from '/camunda/app/tasklist/scripts/casefile/figures.js';
import {joined, None, Quiet, Said, SignInFirst} from '/camunda/app/tasklist/scripts/casefile/parts.js';
import {learn, me} from '/bridge/me.js';
import {day, moment} from '/bridge/time.js';
import {Compare} from './compare.js';

const URGENCY = {URGENT: '紧急', NORMAL: '一般', LOW: '较低'};
/** As many go in one request: each takes the server some ten milliseconds. */
const PORTION = 50;
const SOON = 3 * 24 * 60 * 60 * 1000;
const SAME = 100;

const shopOf = row => row.shopName || row.shopId || row.subjectName || '未写明网店';
const shopKey = row => [row.platform, row.shopId || row.shopName || row.subjectName].join(' ');

/** Those of one shop stand together, where the first of them stands. */
function byShop(rows) {
  const shops = new Map();
  rows.forEach(row => shops.set(shopKey(row), [...(shops.get(shopKey(row)) || []), row]));
  return [...shops.values()];
}

function Due({row}) {
  const near = !row.overdue && new Date(row.dueAt) - Date.now() < SOON;
  return html`<span class=${row.overdue ? 'dp-late' : near ? 'dp-near' : ''}>
    ${row.overdue ? '已逾期 ' : '期限 '}${day(row.dueAt)}
  </span>`;
}

function Line({row, chosen, choose, compare}) {
  return html`<li class=${chosen ? 'dp-line dp-chosen' : 'dp-line'}>
    <input type="checkbox" checked=${chosen} data-clue=${row.clueId} aria-label=${`选择 ${row.caseNo}`} onClick=${event => choose(row, event)} />
    <div class="dp-when">
      <${Due} row=${row} /><br />
      <span class=${`cf-tag dp-${row.urgency}`}>${URGENCY[row.urgency]}</span>
    </div>
    <div class="dp-what">
      <p>
        <a href=${casePage(row.caseNo)} target="_blank">${row.caseNo}</a>　<strong>${row.cause}</strong>
        ${row.sameAs &&
        html`　<button type="button" class="btn btn-link dp-suspected" onClick=${() => compare([row.clueId])}>
          ${row.likeness === SAME ? '与另一件内容相同' : `疑似重复 ${row.likeness} %`}
        </button>`}
      </p>
      <p class="dp-preview">${row.preview}${row.longer ? '……' : ''}</p>
      <${Quiet}>${joined([row.channel, `收到 ${day(row.receivedAt)}`, row.externalNo])}<//>
    </div>
    <div class="dp-unit">
      <strong>${row.unit || '未定机构'}</strong>
      ${row.triageReason && html`<br /><${Quiet}>${row.triageReason}<//>`}
    </div>
  </li>`;
}

function Group({rows, chosen, choose, chooseAll, only, compare}) {
  const [first] = rows;
  const all = rows.every(({clueId}) => chosen.has(clueId));
  return html`<section class="dp-group" aria-label=${shopOf(first)}>
    <h2>
      <label><input type="checkbox" checked=${all} onChange=${() => chooseAll(rows, !all)} />
        ${shopOf(first)}</label>
      ${first.shopId && html`<${Quiet}>${first.shopName ? first.shopId : ''}<//>`}
      ${first.ofShop > 1 &&
      html`<button type="button" class="btn btn-link" onClick=${() => only(first)}>同一网店 ${count(first.ofShop)} 件</button>`}
    </h2>
    <ol>
      ${rows.map(row => html`<${Line} key=${row.clueId} row=${row} chosen=${chosen.has(row.clueId)} choose=${choose} compare=${compare} />`)}
    </ol>
  </section>`;
}

const Choice = ({label, value, options, choose}) =>
  html`<label><span>${label}</span>
    <select class="form-control" value=${value} onChange=${event => choose(event.target.value)}>
      <option value="-">全部</option>
      ${options.map(([key, text, waiting]) => html`<option value=${key}>${`${text}（${count(waiting)}）`}</option>`)}
    </select></label>`;

const ALL = {urgency: '-', unit: '-', importId: '-', shop: '', suspected: false};

function asked(filter, after) {
  const wanted = Object.entries({...filter, after}).filter(([, value]) => value && value !== '-');
  // The unit that nobody has named is asked for by an empty one.
  return query(Object.fromEntries(filter.unit === '' ? [...wanted, ['unit', '']] : wanted));
}

function Filters({overview, filter, set}) {
  const shop = useRef();
  useEffect(() => {
    shop.current.value = filter.shop;
  }, [filter.shop]);
  return html`<form
    class="dp-filters"
    aria-label="筛选"
    onSubmit=${event => {
      event.preventDefault();
      set({shop: shop.current.value.trim()});
    }}
  >
    <${Choice}
      label="紧急程度" value=${filter.urgency} choose=${urgency => set({urgency})}
      options=${Object.keys(URGENCY).map(key => [key, URGENCY[key], overview.urgencies.find(({value}) => value === key)?.waiting || 0])}
    />
    <${Choice}
      label="承办机构" value=${filter.unit} choose=${unit => set({unit})}
      options=${overview.units.map(({value, waiting}) => [value, value || '未定机构', waiting])}
    />
    <${Choice}
      label="导入批次" value=${filter.importId} choose=${importId => set({importId})}
      options=${overview.imports.map(({value, waiting, since}) => [value, `${moment(since)} 导入`, waiting])}
    />
    <label><span>网店</span>
      <input class="form-control" type="text" maxlength="100" ref=${shop} placeholder="网店编号，或者名称的一部分" /></label>
    <label class="dp-tick"><input type="checkbox" checked=${filter.suspected} onChange=${event => set({suspected: event.target.checked})} />
      只看疑似重复（${count(overview.suspected)}）</label>
    <button type="submit" class="btn btn-default">筛选</button>
    <button type="button" class="btn btn-default" onClick=${() => set(ALL)}>全部</button>
  </form>`;
}

function Links({links, undo, busy}) {
  return (
    links.length > 0 &&
    html`<details class="dp-links">
      <summary>最近的并案（${links.length}）</summary>
      <ul>
        ${links.map(
          link => html`<li key=${link.clueId}>
            ${`${link.clueId} 并入 ${link.into}${link.newFacts ? '，有新的事实' : ''}`}
            <${Quiet}>${`　${link.by} ${moment(link.at)}　`}<//>
            <button type="button" class="btn btn-default btn-sm" disabled=${busy} onClick=${() => undo([link])}>撤销</button>
          </li>`
        )}
      </ul>
    </details>`
  );
}

function Desk() {
  const [filter, setFilter] = useState(ALL);
  const [overview, setOverview] = useState(null);
  const [rows, setRows] = useState(null);
  const [next, setNext] = useState(null);
  const [links, setLinks] = useState([]);
  const [chosen, setChosen] = useState(new Set());
  const [queue, setQueue] = useState(null);
  const [said, say] = useState({});
  const [busy, setBusy] = useState(false);
  const unit = useRef();
  const last = useRef(null);
  const list = useRef();

  const fail = problem => say({text: problem.message, failed: true});

  async function load() {
    try {
      const [page, all, made] = await Promise.all([
        read(url('clues', 'waiting') + asked(filter)),
        read(url('clues', 'waiting', 'overview')),
        read(url('clues', 'links'))
      ]);
      setRows(page.clues);
      setNext(page.next);
      setOverview(all);
      setLinks(made);
    } catch (problem) {
      fail(problem);
    }
  }
  useEffect(() => {
    setChosen(new Set());
    load();
  }, [filter]);

  async function more() {
    try {
      const page = await read(url('clues', 'waiting') + asked(filter, next));
      setRows([...rows, ...page.clues]);
      setNext(page.next);
    } catch (problem) {
      fail(problem);
    }
  }

  function chooseAll(some, on) {
    const anew = new Set(chosen);
    some.forEach(({clueId}) => (on ? anew.add(clueId) : anew.delete(clueId)));
    setChosen(anew);
  }

  /** With the shift key all from the last one on. */
  function choose(row, event) {
    const shown = byShop(rows).flat();
    const to = shown.indexOf(row);
    const from = event.shiftKey && last.current ? shown.indexOf(last.current) : to;
    last.current = row;
    chooseAll(from < 0 ? [row] : shown.slice(Math.min(from, to), Math.max(from, to) + 1), event.target.checked);
  }

  /** Arrows go from line to line; the space bar chooses, as in any box. */
  function keys(event) {
    const step = {ArrowDown: 1, ArrowUp: -1}[event.key];
    const boxes = [...list.current.querySelectorAll('input[data-clue]')];
    const at = boxes.indexOf(document.activeElement);
    if (step && at >= 0) {
      event.preventDefault();
      boxes[at + step]?.focus();
    }
  }

  async function doing(work) {
    setBusy(true);
    say({});
    try {
      await work();
    } catch (problem) {
      fail(problem);
    } finally {
      setBusy(false);
      await load();
    }
  }

  /** In portions, and what was not done is said by its sentence. */
  async function each(some, send, done) {
    const results = [];
    for (let at = 0; at < some.length; at += PORTION) {
      say({text: `正在办理，已完成 ${count(at)} 件，共 ${count(some.length)} 件……`});
      results.push(...(await send(some.slice(at, at + PORTION))));
    }
    const undone = results.filter(result => !result.done);
    const sentences = [...new Set(undone.map(({problem}) => problem))].slice(0, 3).join('');
    say({
      text: `${done} ${count(results.length - undone.length)} 件。${undone.length ? `另有 ${count(undone.length)} 件没有办：${sentences}` : ''}`,
      failed: undone.length > 0
    });
  }

  const dispatch = () =>
    doing(async () => {
      const to = unit.current.value.trim() || undefined;
      await each([...chosen], clueIds => post(url('clues', 'dispatch'), {clueIds, unit: to}), '已分派');
      setChosen(new Set());
    });

  const decide = (pairs, decision, done) =>
    doing(() => each(pairs, some => post(url('clues', 'suspicions'), {pairs: some, decision}), done));
  const pairs = some => some.map(({clueId, otherId}) => ({clueId, otherId}));
  const undo = some => decide(pairs(some), 'UNDO', '已撤销并案');

  if (!rows || !overview) {
    return html`<p>${said.text || '正在读取……'}</p>`;
  }
  const suspected = rows.filter(({clueId, sameAs}) => chosen.has(clueId) && sameAs);
  const same = suspected.filter(({likeness}) => likeness === SAME);
  return html`<p class="dp-sum" role="status">
      ${`待分派 ${count(overview.waiting)} 件`}${overview.overdue > 0 && html`，<span class="dp-late">其中已逾期 ${count(overview.overdue)} 件</span>`}${
        overview.suspected > 0 && `，疑似重复 ${count(overview.suspected)} 件`}
    </p>
    <${Filters} overview=${overview} filter=${filter} set=${some => setFilter({...filter, ...some})} />
    <div class="dp-acts" role="toolbar" aria-label="批量办理">
      <label><input
        type="checkbox"
        checked=${rows.length > 0 && rows.every(({clueId}) => chosen.has(clueId))}
        onChange=${event => chooseAll(rows, event.target.checked)}
      /> 全选已显示的 ${count(rows.length)} 件</label>
      <strong>${`已选 ${count(chosen.size)} 件`}</strong>
      <input class="form-control" list="dp-units" maxlength="50" ref=${unit} aria-label="承办机构（留空按分流建议）" placeholder="承办机构（留空按分流建议）" />
      <datalist id="dp-units">${overview.units.map(({value}) => value && html`<option value=${value} />`)}</datalist>
      <button type="button" class="btn btn-primary" disabled=${busy || chosen.size === 0} onClick=${dispatch}>分派</button>
      <button
        type="button" class="btn btn-default" disabled=${busy || suspected.length === 0}
        onClick=${() => setQueue(suspected.map(({clueId}) => clueId))}
      >逐对核对疑似重复${suspected.length > 0 ? `（${count(suspected.length)}）` : ''}</button>
      ${same.length > 0 &&
      html`<button
        type="button" class="btn btn-default" disabled=${busy}
        onClick=${() => decide(same.map(({clueId, sameAs}) => ({clueId, otherId: sameAs})), 'CONFIRM', '已并入')}
      >内容相同的 ${count(same.length)} 件直接并入</button>`}
    </div>
    <${Said} text=${said.text} failed=${said.failed} />
    <${Links} links=${links} undo=${undo} busy=${busy} />
    <div ref=${list} onKeyDown=${keys} aria-busy=${busy ? 'true' : null}>
      ${rows.length === 0 && html`<${None}>没有符合条件的待分派线索。<//>`}
      ${byShop(rows).map(
        some => html`<${Group}
          key=${shopKey(some[0])} rows=${some} chosen=${chosen} choose=${choose} chooseAll=${chooseAll}
          only=${row => setFilter({...ALL, shop: row.shopId || row.shopName || row.subjectName})} compare=${setQueue}
        />`
      )}
    </div>
    ${next && html`<p><button type="button" class="btn btn-default" disabled=${busy} onClick=${more}>继续显示</button></p>`}
    ${queue &&
    html`<${Compare}
      queue=${queue}
      done=${(pair, decision) => say({text: `${pair.clueId} ${decision === 'CONFIRM' ? '已并入，可在“最近的并案”中撤销。' : '已认定不是重复。'}`})}
      close=${() => {
        setQueue(null);
        setChosen(new Set());
        load();
      }}
    />`}`;
}

function Page() {
  if (!me().userId) {
    return html`<${SignInFirst} />`;
  }
  return me().roles.includes('unitHead')
    ? html`<${Desk} />`
    : html`<${None}>只有办案机构负责人可以分派线索。需要办理的请联系本单位办案机构负责人。<//>`;
}

await learn();
const place = document.querySelector('main');
place.replaceChildren();
render(html`<${Page} />`, place);
