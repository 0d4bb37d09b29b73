// What a supervisor sees first in Cockpit: what is late or soon late in his bureaus, reminders, and the last 30 days.
import {day} from '../../../../../bridge/time.js';
import {ask, count, el, moment, read} from './base.js';
import {chart} from './chart.js';
import {reminderTable} from './reminder.js';
import {deadlineTable} from './table.js';

const PAGE = 20;
const DAYS = 30;
const DAY = 24 * 60 * 60 * 1000;
const FORBIDDEN = 403;

function total(counts, number) {
  return counts.reduce((sum, one) => sum + one[number], 0);
}

/** The options of a filter, the ones with the most late deadlines first as they come. */
function options(counts, key, title) {
  const names = new Map(counts.map(one => [one[key], one[title]]));
  return [...names].sort(([, one], [, other]) => one.localeCompare(other, 'zh-CN'));
}

export function renderDashboard(node, parameters, scope) {
  const gone = new AbortController();
  if (scope && scope.$on) {
    scope.$on('$destroy', () => gone.abort());
  }
  // `alone`: that bureau without those below it.
  const chosen = {tenant: '', alone: false, kind: '', view: 'LATE', by: 'bureau'};
  const tiles = el('div.ov-tiles');
  const list = el('div.ov-list', {'aria-live': 'polite'});
  const picture = el('div.ov-picture');
  const filters = el('div.ov-filters');
  const path = el('nav.ov-path', {'aria-label': '所在单位'});
  const parts = el('div.ov-parts');
  const stand = el('small');
  let all;

  /** Cockpit puts plug-ins below everything, under a title in English; for a supervisor this comes first. */
  function place(spec) {
    const section = node.closest('section');
    if (section) {
      section.classList.add(spec);
      section.parentElement.classList.add('ov-lifted');
    }
  }

  function wrong(where, problem, retry) {
    where.replaceChildren(
      el('p.ov-problem', {role: 'alert'}, problem.message),
      el('button.btn.btn-default', {type: 'button', onclick: retry}, '重新读取')
    );
  }

  function matching() {
    return all.counts.filter(
      one => (!chosen.alone || one.tenant === chosen.tenant) && (!chosen.kind || one.kind === chosen.kind)
    );
  }

  function tile(view, title, number, note) {
    return el(
      chosen.view === view ? `button.ov-tile.ov-tile-${view}.ov-chosen` : `button.ov-tile.ov-tile-${view}`,
      {type: 'button', 'aria-pressed': String(chosen.view === view), onclick: () => show({view})},
      el('strong', {}, number === null ? '…' : count(number)),
      el('span', {}, title),
      el('small', {}, note)
    );
  }

  function drawTiles() {
    const counts = matching();
    tiles.replaceChildren(
      tile('LATE', '已逾期', total(counts, 'late'), '届满而未办结'),
      tile('DUE_SOON', '即将到期', total(counts, 'dueSoon'), `${moment(all.dueSoonUntil)} 前届满`),
      tile('OPEN', '全部未办结', total(counts, 'open'), '含已逾期、即将到期'),
      el(
        chosen.view === 'REMINDERS' ? 'button.ov-tile.ov-chosen' : 'button.ov-tile',
        {type: 'button', 'aria-pressed': String(chosen.view === 'REMINDERS'), onclick: () => show({view: 'REMINDERS'})},
        el('strong', {}, '催办'),
        el('span', {}, '已发出的催办'),
        el('small', {}, '与对方的答复')
      )
    );
  }

  /** The bureau whose numbers are shown; none where several stand side by side. */
  function top() {
    return all.path.at(-1);
  }

  /** Down or up the tree: what stands there is counted anew. */
  function go(tenant) {
    Object.assign(chosen, {tenant, alone: false});
    load();
  }

  /** Into a bureau below, or to what the bureau itself has. */
  function into(tenant) {
    if (tenant && tenant === top()?.code) {
      show({tenant, alone: true});
      drawFilters();
      drawParts();
    } else {
      go(tenant || (chosen.alone ? chosen.tenant : ''));
    }
  }

  function drawPath() {
    const above = all.path.slice(0, -1);
    path.replaceChildren(
      ...(chosen.tenant && all.path.length === 1 && top().code === chosen.tenant && all.several
        ? [el('button.btn.btn-link', {type: 'button', onclick: () => go('')}, '全部单位'), ' › ']
        : []),
      ...above.flatMap(one => [
        el('button.btn.btn-link', {type: 'button', onclick: () => go(one.code)}, one.name),
        ' › '
      ]),
      top() ? el('strong', {}, top().name) : '全部单位'
    );
  }

  /** By bureau on the next level, the one with the most late first; each leads down to those below it. */
  function drawParts() {
    const rows = new Map();
    all.counts
      .filter(one => !chosen.kind || one.kind === chosen.kind)
      .forEach(one => {
        const row = rows.get(one.tenant) || {...one, late: 0, dueSoon: 0, open: 0};
        rows.set(one.tenant, row);
        ['late', 'dueSoon', 'open'].forEach(number => {
          row[number] += one[number];
        });
      });
    if ([...rows.keys()].every(bureau => bureau === top()?.code)) {
      parts.replaceChildren();
      return;
    }
    const sorted = [...rows.values()].sort((one, other) => other.late - one.late || other.open - one.open);
    parts.replaceChildren(
      el(
        'table.ov-table',
        {},
        el(
          'thead',
          {},
          el('tr', {}, ['单位', '已逾期', '即将到期', '全部未办结'].map(title => el('th', {scope: 'col'}, title)))
        ),
        el(
          'tbody',
          {},
          sorted.map(row =>
            el(
              chosen.alone && row.tenant === chosen.tenant ? 'tr.ov-chosen' : 'tr',
              {},
              el(
                'td',
                {},
                el('button.btn.btn-link', {type: 'button', onclick: () => into(row.tenant)}, partName(row)),
                row.divided ? el('small.ov-quiet', {}, '含所辖各局') : null
              ),
              el(row.late ? 'td.ov-late' : 'td', {}, count(row.late)),
              el('td', {}, count(row.dueSoon)),
              el('td', {}, count(row.open))
            )
          )
        )
      )
    );
  }

  function partName({tenant, tenantName}) {
    return tenant === top()?.code ? `${tenantName}（本级）` : tenantName;
  }

  function drawFilters() {
    const choices = new Map(all.counts.map(one => [one.tenant, partName(one)]));
    filters.replaceChildren(
      filter(
        '单位',
        'tenant',
        [...choices].sort(([, one], [, other]) => one.localeCompare(other, 'zh-CN')),
        choices.has(chosen.tenant) && (chosen.alone || choices.size === 1) ? chosen.tenant : ''
      ),
      filter('期限', 'kind', options(all.counts, 'kind', 'kindTitle'), chosen.kind),
      el('button.btn.btn-default.btn-sm', {type: 'button', onclick: load}, '刷新')
    );
  }

  function filter(title, name, choices, value) {
    const select = el(
      'select.form-control.input-sm',
      {
        'aria-label': title,
        onchange: () => (name === 'tenant' ? into(select.value) : show({[name]: select.value}))
      },
      el('option', {value: ''}, `全部${title}`),
      choices.map(([value, text]) => el('option', {value}, text))
    );
    select.value = value;
    return el('label.ov-filter', {}, title, select);
  }

  function wanted() {
    const {view: state, tenant, kind} = chosen;
    return {state, tenant, kind, below: chosen.alone ? 'false' : ''};
  }

  async function drawList() {
    const asked = {...chosen};
    const same = () => ['view', 'tenant', 'alone', 'kind'].every(name => asked[name] === chosen[name]);
    list.replaceChildren(el('p.ov-quiet', {role: 'status'}, '正在读取……'));
    try {
      if (chosen.view === 'REMINDERS') {
        const reminders = await read(ask('supervision/reminders', {tenant: chosen.tenant}), gone.signal);
        if (same()) {
          list.replaceChildren(
            reminderTable(reminders.filter(one => !chosen.kind || one.kind === chosen.kind), true)
          );
        }
        return;
      }
      const page = await read(
        ask('deadlines', {...wanted(), size: PAGE}),
        gone.signal
      );
      if (same()) {
        drawPage(page);
      }
    } catch (problem) {
      wrong(list, problem, drawList);
    }
  }

  function drawPage(first) {
    if (first.deadlines.length === 0) {
      list.replaceChildren(el('p.ov-none', {}, '没有这样的期限。'));
      return;
    }
    const entries = [...first.deadlines];
    let next = first.next;

    function draw() {
      list.replaceChildren(
        el(
          'div.ov-scroll',
          {},
          deadlineTable(entries, {withBureau: true, mayRemind: first.mayRemind, onReminded: () => {}})
        ),
        el(
          'p.ov-more',
          {},
          `已显示 ${count(entries.length)} 条，共 ${count(first.total)} 条。`,
          next ? el('button.btn.btn-link', {type: 'button', onclick: more}, `再显示 ${PAGE} 条`) : null
        )
      );
    }

    async function more(event) {
      event.target.disabled = true;
      try {
        const page = await read(
          ask('deadlines', {...wanted(), size: PAGE, after: next}),
          gone.signal
        );
        entries.push(...page.deadlines);
        next = page.next;
        draw();
      } catch (problem) {
        wrong(list, problem, drawList);
      }
    }

    draw();
  }

  async function drawPicture() {
    const now = new Date(all.at).getTime();
    const period = {from: day(now - (DAYS - 1) * DAY), to: day(now)};
    const toggle = ['bureau', 'kind'].map(by =>
      el(
        chosen.by === by ? 'button.btn.btn-sm.btn-default.active' : 'button.btn.btn-sm.btn-default',
        {type: 'button', 'aria-pressed': String(chosen.by === by), onclick: () => show({by})},
        by === 'bureau' ? '按单位' : '按期限'
      )
    );
    const drawing = el('div', {}, el('p.ov-quiet', {role: 'status'}, '正在统计……'));
    picture.replaceChildren(
      el('h4', {}, `最近 ${DAYS} 天`, el('span.btn-group.ov-toggle', {role: 'group'}, toggle)),
      drawing
    );
    try {
      const statistics = await read(
        ask('deadlines/statistics', {...period, by: chosen.by, tenant: chosen.tenant, kind: chosen.kind}),
        gone.signal
      );
      drawing.replaceChildren(chart(statistics));
    } catch (problem) {
      wrong(drawing, problem, drawPicture);
    }
  }

  function show(change) {
    Object.assign(chosen, change);
    drawTiles();
    if ('kind' in change) {
      drawParts();
    }
    if (!('by' in change)) {
      drawList();
    }
    if (!('view' in change)) {
      drawPicture();
    }
  }

  async function load() {
    try {
      const tenant = chosen.tenant;
      const found = await read(ask('deadlines/summary', {tenant}), gone.signal);
      if (tenant !== chosen.tenant) {
        return;
      }
      all = {...found, several: all ? all.several : found.path.length === 0};
    } catch (problem) {
      if (problem.status === FORBIDDEN) {
        // Operators and modelers work in Cockpit too; deadlines are not theirs.
        place('ov-absent');
        node.replaceChildren();
        return;
      }
      wrong(list, problem, load);
      return;
    }
    stand.textContent = `截至 ${moment(all.at)}`;
    drawPath();
    drawFilters();
    drawParts();
    show({});
  }

  node.replaceChildren(el('div.ov', {}, el('h3', {}, '期限督办', stand, el('a.ov-over', {href: '/oversight'}, '监督总览')), path, filters, tiles, parts, list, picture));
  // Cockpit puts the node into the page only after this.
  setTimeout(() => place('ov-first'));
  load();
}
