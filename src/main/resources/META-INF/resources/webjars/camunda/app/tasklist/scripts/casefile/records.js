// Looking through the records of an answer: conditions, pages, sums, a file, the archive.
import {html, useCallback, useEffect, useRef, useState} from '/bridge/lib/preact.js';
import {act, query, read, url} from './api.js';
import {count, moment, money} from './figures.js';
import {Quiet} from './parts.js';
import {Purpose} from './purpose.js';
import {Charts} from '../desk/charts.js';

/** What officers ask for most; the other columns are one click away. */
const USUAL = {
  TRADE: {
    filters: ['tid', 'title', 'status', 'receiver_city', 'pay_time', 'payment'],
    columns: ['tid', 'title', 'num', 'payment', 'status', 'pay_time', 'receiver_city', 'receiver_name', 'receiver_mobile'],
    amount: 'payment',
    groups: [
      'status',
      'num_iid',
      'pay_time',
      'buyer_area',
      'receiver_state',
      'receiver_city',
      'shipping_type',
      'receiver_mobile',
      'receiver_name',
      'receiver_address'
    ],
    charts: {days: 'pay_time', prices: 'price', places: 'receiver_state'}
  },
  REFUND: {
    filters: ['tid', 'refund_id', 'reason', 'status', 'created', 'refund_fee'],
    amount: 'refund_fee',
    groups: ['status', 'reason', 'created', 'dispute_type']
  }
};
/** Numbers are looked up whole, which an index answers at once. */
const WHOLE = ['tid', 'oid', 'refund_id'];
const SIZE = 50;

/** For other datasets: the first columns of each kind, and nothing of persons. */
function usual(item) {
  const open = item.columns.filter(column => !column.masked);
  const of = (type, most) => open.filter(column => column.type === type).slice(0, most).map(column => column.name);
  return {
    filters: [...of('TEXT', 3), ...of('TIME', 1), ...of('AMOUNT', 1)],
    columns: item.columns.map(column => column.name),
    amount: of('AMOUNT', 1)[0],
    groups: [...of('TEXT', 6), ...of('TIME', 2)],
    ...USUAL[item.dataset]
  };
}

/** What a platform's code says to an officer. */
function word(column, value) {
  return column.codes[value] || value;
}

/** One box for texts, two for what has a range, a list for codes. */
function Filter({column: {name, title, type, codes}}) {
  const box = (ending, hint, kind = 'text') => html`<input
    class="form-control"
    type=${kind}
    name=${`${name}${ending}`}
    placeholder=${hint}
    maxlength="200"
    aria-label=${`${title}${hint ? `（${hint}）` : ''}`}
  />`;
  function inputs() {
    if (type === 'TIME') {
      return html`${box('.from', '起', 'date')}<span>至</span>${box('.to', '止', 'date')}`;
    }
    if (type === 'AMOUNT') {
      return html`${box('.from', '不小于')}<span>至</span>${box('.to', '不大于')}`;
    }
    if (Object.keys(codes).length) {
      return html`<select class="form-control" name=${name} aria-label=${title}>
        <option value="">不限</option>
        ${Object.entries(codes).map(([code, words]) => html`<option value=${code}>${words}</option>`)}
      </select>`;
    }
    return WHOLE.includes(name) ? box('', '完整编号') : box('.contains', '包含');
  }
  return html`<label class="cf-filter"><span>${title}</span><span class="cf-filter-inputs">${inputs()}</span></label>`;
}

function Filters({columns, search}) {
  const form = useRef();

  function submit(event) {
    event.preventDefault();
    search(Object.fromEntries([...new FormData(form.current)].filter(([, value]) => value.trim() !== '')));
  }

  function clear(event) {
    form.current.reset();
    submit(event);
  }

  return html`<form class="cf-filters" ref=${form} onSubmit=${submit}>
    ${columns.map(column => html`<${Filter} key=${column.name} column=${column} />`)}
    <span class="cf-filter-buttons">
      <button type="submit" class="btn btn-primary btn-sm">查询</button>
      <button type="button" class="btn btn-default btn-sm" onClick=${clear}>清除条件</button>
    </span>
  </form>`;
}

function Head({column: {name, title, masked}, sorted, sortBy}) {
  if (masked) {
    return html`<th scope="col">${title}＊</th>`;
  }
  const way = sorted.sort === name ? sorted.order : null;
  return html`<th scope="col" aria-sort=${way ? (way === 'asc' ? 'ascending' : 'descending') : 'none'}>
    <button class="cf-sort" type="button" title="点击排序" onClick=${() => sortBy(name)}>
      ${title}<span aria-hidden="true">${way ? (way === 'asc' ? ' ▲' : ' ▼') : ''}</span>
    </button>
  </th>`;
}

function Cell({column, value}) {
  const empty = value === null || value === '';
  const amount = column.type === 'AMOUNT';
  return html`<td class=${amount ? 'cf-number' : ''} title=${empty ? null : value}>
    ${empty ? '—' : amount ? money(value) : word(column, value)}
  </td>`;
}

/** @param names of the columns that are wanted, in their order */
function Rows({page: {columns, rows}, names, sorted, sortBy}) {
  const places = names.map(name => columns.findIndex(column => column.name === name));
  return html`<table class="cf-table cf-table-data">
    <thead>
      <tr>
        <th scope="col">行</th>
        ${places.map(at => html`<${Head} key=${columns[at].name} column=${columns[at]} sorted=${sorted} sortBy=${sortBy} />`)}
      </tr>
    </thead>
    <tbody>
      ${rows.length === 0 && html`<tr><td class="cf-none" colspan=${places.length + 1}>没有符合条件的记录。</td></tr>`}
      ${rows.map(
        row => html`<tr key=${row.line}>
          <td class="cf-number cf-quiet">${row.line}</td>
          ${places.map(at => html`<${Cell} column=${columns[at]} value=${row.values[at]} />`)}
        </tr>`
      )}
    </tbody>
  </table>`;
}

function Sums({summary, amount}) {
  const whole = summary && summary.amounts.find(({column}) => column === amount);
  return html`<p class="cf-sums" aria-live="polite">
    ${summary && html`<strong>${`共 ${count(summary.count)} 笔`}</strong>`}
    ${whole &&
    whole.count > 0 &&
    html`<span>
      ${whole.title}合计 <strong>${money(whole.sum)} 元</strong>${`，最低 ${money(whole.min)}，最高 ${money(whole.max)}，平均 ${money(whole.average)}`}
    </span>`}
  </p>`;
}

function Groups({summary, amount}) {
  const {group, groups, groupCount, otherCount, amounts} = summary;
  const listed =
    group.type === 'TIME' ? [...groups].sort((a, b) => String(a.value ?? '').localeCompare(String(b.value ?? ''))) : groups;
  const of = one => one.amounts.find(({column}) => column === amount);
  const whole = of({amounts});
  return html`<div class="cf-scroll cf-groups" tabindex="0">
      <table class="cf-table">
        <thead>
          <tr>
            <th scope="col">${group.title}</th>
            <th class="cf-number" scope="col">笔数</th>
            ${whole && html`<th class="cf-number" scope="col">${whole.title}合计（元）</th>`}
          </tr>
        </thead>
        <tbody>
          ${listed.map(
            one => html`<tr>
              <td>${one.value ? word(group, one.value) : '（空）'}</td>
              <td class="cf-number">${count(one.count)}</td>
              ${whole && html`<td class="cf-number">${of(one).count ? money(of(one).sum) : '—'}</td>`}
            </tr>`
          )}
        </tbody>
      </table>
    </div>
    ${groupCount > listed.length &&
    html`<p class="cf-hint">
      ${`共 ${count(groupCount)} 组，显示笔数最多的 ${listed.length} 组；其余 ${count(otherCount)} 笔。`}
    </p>`}`;
}

/** What is read there: one that comes after a newer question is dropped, and what was there before stays until then. */
function useAnswer(address, again) {
  const [state, set] = useState({});
  useEffect(() => {
    const gone = new AbortController();
    set(before => ({...before, busy: true}));
    read(address, gone.signal).then(
      found => set({found}),
      ({message}) => set(({found}) => ({found, problem: message}))
    );
    return () => gone.abort();
  }, [address, again]);
  return state;
}

/** First one way, then the other, then as the records came. */
function turned({sort, order}, name) {
  if (sort !== name) {
    return {sort: name, order: 'asc'};
  }
  return order === 'asc' ? {sort, order: 'desc'} : {};
}

function Panel({item, file, rights}) {
  const shape = usual(item);
  const byName = new Map(item.columns.map(column => [column.name, column]));
  const [conditions, setConditions] = useState({});
  const [sorted, setSorted] = useState({});
  const [openly, setOpenly] = useState({});
  const [group, setGroup] = useState('');
  const [every, setEvery] = useState(false);
  const [trail, setTrail] = useState([null]);
  const address = (...ending) => url('cases', file.caseNo, 'datasets', item.requestNo, ...ending);
  const sumsOf = (by, top) =>
    address('rows', 'summary') +
    query({
      ...conditions,
      ...openly,
      ...(shape.amount ? {amount: shape.amount} : {}),
      ...(by ? {group: by} : {}),
      ...(top ? {top} : {})
    });
  const after = trail.at(-1);
  const rows = useAnswer(
    address('rows') + query({...conditions, ...sorted, ...openly, size: SIZE, ...(after ? {after} : {})}),
    conditions
  );
  const sums = useAnswer(sumsOf(group), conditions);
  const ask = useCallback(by => read(sumsOf(by, 400)), [conditions, openly]);
  const {found: page} = rows;
  const problem = rows.problem || sums.problem;

  function search(wanted) {
    setConditions(wanted);
    setTrail([null]);
  }

  function sortBy(name) {
    setSorted(turned(sorted, name));
    setTrail([null]);
  }

  const hint = ({type, masked}) => (type === 'TIME' ? '（日）' : masked ? '（化名）' : '');
  return html`<div>
    <${Filters} columns=${shape.filters.map(name => byName.get(name))} search=${search} />
    <p class=${`cf-message ${problem ? 'cf-problem' : ''}`} role="status" hidden=${!problem}>${problem}</p>
    <div class="cf-records-bar">
      <${Sums} summary=${sums.found} amount=${shape.amount} />
      <span class="cf-records-group">
        <select class="form-control cf-group" aria-label="分组合计" onChange=${event => setGroup(event.target.value)}>
          <option value="">不分组</option>
          ${shape.groups.map(
            name => html`<option value=${name}>${`按${byName.get(name).title}${hint(byName.get(name))}`}</option>`
          )}
        </select>
      </span>
    </div>
    <div>${sums.found && sums.found.group && html`<${Groups} summary=${sums.found} amount=${shape.amount} />`}</div>
    ${shape.charts && html`<${Charts} columns=${shape.charts} byName=${byName} amount=${shape.amount} ask=${ask} />`}
    <div class="cf-scroll" tabindex="0" aria-busy=${rows.busy ? 'true' : null}>
      ${page &&
      html`<${Rows}
        page=${page}
        names=${every ? page.columns.map(({name}) => name) : shape.columns}
        sorted=${sorted}
        sortBy=${sortBy}
      />`}
    </div>
    <div class="cf-records-bar">
      <span>
        <button
          class="btn btn-default btn-sm"
          type="button"
          disabled=${trail.length === 1}
          onClick=${() => setTrail(trail.slice(0, -1))}
        >
          上一页
        </button>
        ${' '}
        <button
          class="btn btn-default btn-sm"
          type="button"
          disabled=${!page || !page.next}
          onClick=${() => setTrail([...trail, page.next])}
        >
          下一页
        </button>
        ${' '}<${Quiet}>${`第 ${count(trail.length)} 页`}<//>
      </span>
      <label class="cf-every">
        <input type="checkbox" checked=${every} onChange=${event => setEvery(event.target.checked)} /> 显示全部列
      </label>
      <a
        class="btn btn-default btn-sm"
        href=${`${address('rows.csv')}${query({...conditions, ...sorted, ...openly})}`}
        download=""
        target="_self"
        >导出</a
      >
      ${rights.mayUnmask &&
      item.dataset === 'SHOP_SUBJECT' &&
      html`<a class="btn btn-default btn-sm" target="_blank" rel="noopener" href=${`/reconciliation#case=${encodeURIComponent(file.caseNo)}`}>与登记信息比对</a>`}
      ${rights.mayUnmask &&
      html`<${Purpose} purposes=${rights.purposes} button="不加遮盖查看" shown="个人信息未遮盖" changed=${setOpenly} />`}
    </div>
    <p class="cf-hint">
      标＊的为个人信息，已作遮盖，不能用来筛选；按化名分组时，同一内容在本案中化名相同。查看和导出都会留痕。
    </p>
    ${rights.mayArchive && html`<${Moving} file=${file} what="archive" title="归档本案记录" doing="正在归档……" />`}
  </div>`;
}

/** Archiving and restoring take as long as reading all files anew. */
function Moving({file, what, title, doing}) {
  const [busy, wait] = useState(false);
  const [problem, say] = useState('');

  async function move({target}) {
    wait(true);
    say('');
    try {
      await act(url('cases', file.caseNo, 'records', what));
      target.dispatchEvent(new CustomEvent('cf-changed', {bubbles: true}));
    } catch (refused) {
      say(refused.message);
    }
    wait(false);
  }

  return html`<p class="cf-moving">
    <button class="btn btn-default btn-sm" type="button" disabled=${busy} onClick=${move}>${busy ? doing : title}</button>
    ${' '}<span class="cf-late" role="alert">${problem}</span>
  </p>`;
}

/** What one may do with the records of the case: read once, where somebody wants to. */
function useRights(file, wanted) {
  const [rights, setRights] = useState(null);
  useEffect(() => {
    if (wanted && !rights) {
      read(url('cases', file.caseNo, 'records')).then(setRights, ({message}) => setRights({problem: message}));
    }
  }, [wanted]);
  return rights;
}

const Problem = ({children}) => html`<p class="cf-problem" role="alert">${children}</p>`;

function Archived({item, file}) {
  const rights = useRights(file, true);
  if (!rights || rights.problem) {
    return rights && html`<${Problem}>${rights.problem}<//>`;
  }
  const answer = rights.answers.find(({requestNo}) => requestNo === item.requestNo);
  const by = answer && answer.archived ? `（${answer.archived.by}）` : '';
  return html`<p class="cf-explain">
      ${`记录已于 ${moment(item.archivedAt)} 归档${by}，` +
      '现在不能查询。封存的原始文件和证明不受影响，恢复时由它们重建，并与归档时登记的校验值比对。'}
    </p>
    ${rights.mayRestore && html`<${Moving} file=${file} what="restore" title="恢复" doing="正在恢复……" />`}`;
}

function Present({item, file}) {
  const [isOpen, open] = useState(false);
  const rights = useRights(file, isOpen);
  return html`<details class="cf-records" onToggle=${event => event.target.open && open(true)}>
    <summary><strong>数据查询</strong></summary>
    <div class="cf-records-body">
      ${rights &&
      (rights.problem
        ? html`<${Problem}>${rights.problem}<//>`
        : html`<${Panel} item=${item} file=${file} rights=${rights} />`)}
    </div>
  </details>`;
}

/** What can be done with the records of an answer; nothing where it has none. */
export function Records({item, file}) {
  if (item.archivedAt) {
    return html`<${Archived} item=${item} file=${file} />`;
  }
  return item.rows.length > 0 && html`<${Present} item=${item} file=${file} />`;
}
