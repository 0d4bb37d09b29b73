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
  const chosen = {tenant: '', kind: '', view: 'LATE', by: 'bureau'};
  const tiles = el('div.ov-tiles');
  const list = el('div.ov-list', {'aria-live': 'polite'});
  const picture = el('div.ov-picture');
  const filters = el('div.ov-filters');
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
      one => (!chosen.tenant || one.tenant === chosen.tenant) && (!chosen.kind || one.kind === chosen.kind)
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

  function drawFilters() {
    filters.replaceChildren(
      filter('单位', 'tenant', options(all.counts, 'tenant', 'tenantName')),
      filter('期限', 'kind', options(all.counts, 'kind', 'kindTitle')),
      el('button.btn.btn-default.btn-sm', {type: 'button', onclick: load}, '刷新')
    );
  }

  function filter(title, name, choices) {
    const select = el(
      'select.form-control.input-sm',
      {'aria-label': title, onchange: () => show({[name]: select.value})},
      el('option', {value: ''}, `全部${title}`),
      choices.map(([value, text]) => el('option', {value}, text))
    );
    select.value = chosen[name];
    return el('label.ov-filter', {}, title, select);
  }

  async function drawList() {
    const asked = {...chosen};
    const same = () => asked.view === chosen.view && asked.tenant === chosen.tenant && asked.kind === chosen.kind;
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
        ask('deadlines', {state: chosen.view, tenant: chosen.tenant, kind: chosen.kind, size: PAGE}),
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
          ask('deadlines', {state: chosen.view, tenant: chosen.tenant, kind: chosen.kind, size: PAGE, after: next}),
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
    if (!('by' in change)) {
      drawList();
    }
    if (!('view' in change)) {
      drawPicture();
    }
  }

  async function load() {
    try {
      all = await read(ask('deadlines/summary', {}), gone.signal);
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
    drawFilters();
    show({});
  }

  node.replaceChildren(el('div.ov', {}, el('h3', {}, '期限督办', stand), filters, tiles, list, picture));
  // Cockpit puts the node into the page only after this.
  setTimeout(() => place('ov-first'));
  load();
}
