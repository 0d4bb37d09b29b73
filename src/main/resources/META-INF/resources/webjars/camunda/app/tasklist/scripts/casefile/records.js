// Looking through the records of an answer: conditions, pages, sums, a file, the archive.
import {act, query, read, url} from './api.js';
import {count, el, moment, money} from './dom.js';
import {charts} from '../desk/charts.js';
import {purpose} from './purpose.js';

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

function field(label, ...inputs) {
  return el('label.cf-filter', {}, el('span', {}, label), el('span.cf-filter-inputs', {}, ...inputs));
}

/** What a platform's code says to an officer. */
function word(column, value) {
  return column.codes[value] || value;
}

function choice(column) {
  return el(
    'select.form-control',
    {name: column.name, 'aria-label': column.title},
    el('option', {value: ''}, '不限'),
    Object.entries(column.codes).map(([code, title]) => el('option', {value: code}, title))
  );
}

/** One box for texts, two for what has a range, a list for codes. */
function filter(column) {
  const box = (ending, hint, type = 'text') =>
    el('input.form-control', {
      type,
      name: `${column.name}${ending}`,
      placeholder: hint,
      maxLength: 200,
      'aria-label': `${column.title}${hint ? `（${hint}）` : ''}`
    });
  switch (column.type) {
    case 'TIME':
      return field(column.title, box('.from', '起', 'date'), el('span', {}, '至'), box('.to', '止', 'date'));
    case 'AMOUNT':
      return field(column.title, box('.from', '不小于'), el('span', {}, '至'), box('.to', '不大于'));
    default:
      if (Object.keys(column.codes).length) {
        return field(column.title, choice(column));
      }
      return field(column.title, WHOLE.includes(column.name) ? box('', '完整编号') : box('.contains', '包含'));
  }
}

function panel(item, file, rights) {
  const address = ending => url('cases', file.caseNo, 'datasets', item.requestNo, ...ending);
  const shape = usual(item);
  const byName = new Map(item.columns.map(column => [column.name, column]));
  const state = {conditions: {}, sort: null, order: 'asc', openly: {}, group: '', every: false, trail: [null]};
  let asked = 0;
  let shown = null;

  const form = el('form.cf-filters', {}, shape.filters.map(name => filter(byName.get(name))));
  const message = el('p.cf-message', {role: 'status', hidden: true});
  const sums = el('p.cf-sums', {'aria-live': 'polite'});
  const groups = el('div');
  const body = el('div.cf-scroll', {tabIndex: 0});
  const back = el('button.btn.btn-default.btn-sm', {type: 'button', onclick: () => turn(-1)}, '上一页');
  const on = el('button.btn.btn-default.btn-sm', {type: 'button', onclick: () => turn(1)}, '下一页');
  const place = el('span.cf-quiet');
  const download = el('a.btn.btn-default.btn-sm', {download: '', target: '_self'}, '导出');
  const masking = rights.mayUnmask
    ? purpose(rights.purposes, {button: '不加遮盖查看', shown: '个人信息未遮盖'}, openly => ((state.openly = openly), ask(false)))
    : null;
  const by = el(
    'select.form-control.cf-group',
    {'aria-label': '分组合计', onchange: () => ((state.group = by.value), ask())},
    el('option', {value: ''}, '不分组'),
    shape.groups.map(name =>
      el(
        'option',
        {value: name},
        `按${byName.get(name).title}${byName.get(name).type === 'TIME' ? '（日）' : byName.get(name).masked ? '（化名）' : ''}`
      )
    )
  );
  const every = el('input', {
    type: 'checkbox',
    onchange: () => ((state.every = every.checked), draw())
  });

  const pictures = shape.charts ? charts(shape.charts, byName, shape.amount) : null;

  function say(text) {
    message.textContent = text || '';
    message.classList.toggle('cf-problem', Boolean(text));
    message.hidden = !text;
  }

  function sorting() {
    return state.sort ? {sort: state.sort, order: state.order} : {};
  }

  function sortBy(name) {
    if (state.sort !== name) {
      [state.sort, state.order] = [name, 'asc'];
    } else if (state.order === 'asc') {
      state.order = 'desc';
    } else {
      state.sort = null;
    }
    state.trail = [null];
    turn(0);
  }

  function head(column) {
    const title = column.masked ? `${column.title}＊` : column.title;
    if (column.masked) {
      return el('th', {scope: 'col'}, title);
    }
    const sorted = state.sort === column.name;
    return el(
      'th',
      {scope: 'col', 'aria-sort': sorted ? (state.order === 'asc' ? 'ascending' : 'descending') : 'none'},
      el(
        'button.cf-sort',
        {type: 'button', title: '点击排序', onclick: () => sortBy(column.name)},
        title,
        el('span', {'aria-hidden': 'true'}, sorted ? (state.order === 'asc' ? ' ▲' : ' ▼') : '')
      )
    );
  }

  function draw() {
    if (!shown) {
      return;
    }
    const wanted = state.every ? shown.columns.map(column => column.name) : shape.columns;
    const places = wanted.map(name => shown.columns.findIndex(column => column.name === name));
    const cell = (row, index) => {
      const value = row.values[index];
      const empty = value === null || value === '';
      const amount = shown.columns[index].type === 'AMOUNT';
      return el(amount ? 'td.cf-number' : 'td', {title: empty ? null : value}, empty ? '—' : amount ? money(value) : word(shown.columns[index], value));
    };
    body.replaceChildren(
      el(
        'table.cf-table.cf-table-data',
        {},
        el(
          'thead',
          {},
          el('tr', {}, el('th', {scope: 'col'}, '行'), places.map(index => head(shown.columns[index])))
        ),
        el(
          'tbody',
          {},
          shown.rows.length
            ? shown.rows.map(row =>
                el('tr', {}, el('td.cf-number.cf-quiet', {}, String(row.line)), places.map(index => cell(row, index)))
              )
            : el('tr', {}, el('td.cf-none', {colSpan: places.length + 1}, '没有符合条件的记录。'))
        )
      )
    );
    const page = state.trail.length;
    back.disabled = page === 1;
    on.disabled = !shown.next;
    place.textContent = `第 ${count(page)} 页`;
    download.href = `${address(['rows.csv'])}${query({...state.conditions, ...sorting(), ...state.openly})}`;
  }

  function drawSums(summary) {
    const amount = summary.amounts.find(one => one.column === shape.amount);
    sums.replaceChildren(
      el('strong', {}, `共 ${count(summary.count)} 笔`),
      amount && amount.count
        ? el(
            'span',
            {},
            `${amount.title}合计 `,
            el('strong', {}, `${money(amount.sum)} 元`),
            `，最低 ${money(amount.min)}，最高 ${money(amount.max)}，平均 ${money(amount.average)}`
          )
        : ''
    );
    if (!summary.group) {
      groups.replaceChildren();
      return;
    }
    const day = summary.group.type === 'TIME';
    const listed = day
      ? [...summary.groups].sort((a, b) => String(a.value ?? '').localeCompare(String(b.value ?? '')))
      : summary.groups;
    const part = group => group.amounts.find(one => one.column === shape.amount);
    groups.replaceChildren(
      el(
        'div.cf-scroll.cf-groups',
        {tabIndex: 0},
        el(
          'table.cf-table',
          {},
          el(
            'thead',
            {},
            el(
              'tr',
              {},
              [summary.group.title, '笔数', amount ? `${amount.title}合计（元）` : null]
                .filter(Boolean)
                .map((title, index) => el(index ? 'th.cf-number' : 'th', {scope: 'col'}, title))
            )
          ),
          el(
            'tbody',
            {},
            listed.map(group =>
              el(
                'tr',
                {},
                el('td', {}, group.value ? word(summary.group, group.value) : '（空）'),
                el('td.cf-number', {}, count(group.count)),
                amount ? el('td.cf-number', {}, part(group).count ? money(part(group).sum) : '—') : null
              )
            )
          )
        )
      ),
      summary.groupCount > listed.length
        ? el(
            'p.cf-hint',
            {},
            `共 ${count(summary.groupCount)} 组，显示笔数最多的 ${listed.length} 组；其余 ${count(summary.otherCount)} 笔。`
          )
        : ''
    );
  }

  /** Page and sums; an answer that comes after a newer question is dropped. */
  async function ask(alsoSums = true) {
    const turnNo = ++asked;
    body.setAttribute('aria-busy', 'true');
    const after = state.trail[state.trail.length - 1];
    try {
      const page = await read(
        address(['rows']) +
          query({...state.conditions, ...sorting(), ...state.openly, size: SIZE, ...(after ? {after} : {})})
      );
      if (turnNo !== asked) {
        return;
      }
      shown = page;
      say(null);
      draw();
      if (alsoSums) {
        const summary = await read(
          address(['rows', 'summary']) +
            sumsOf(state.group)
        );
        pictures?.draw(group => read(address(['rows', 'summary']) + sumsOf(group, 400)));
        if (turnNo === asked) {
          drawSums(summary);
        }
      }
    } catch (problem) {
      if (turnNo === asked) {
        say(problem.message);
      }
    } finally {
      if (turnNo === asked) {
        body.removeAttribute('aria-busy');
      }
    }
  }

  /** The parameters of number and sums of what is looked through. */
  function sumsOf(group, top) {
    return query({
      ...state.conditions,
      ...state.openly,
      ...(shape.amount ? {amount: shape.amount} : {}),
      ...(group ? {group} : {}),
      ...(top ? {top} : {})
    });
  }

  function turn(step) {
    if (step > 0 && shown && shown.next) {
      state.trail.push(shown.next);
    } else if (step < 0 && state.trail.length > 1) {
      state.trail.pop();
    }
    ask(false);
  }

  function search(event) {
    event.preventDefault();
    state.conditions = Object.fromEntries([...new FormData(form)].filter(([, value]) => value.trim() !== ''));
    state.trail = [null];
    ask();
  }

  form.append(
    el(
      'span.cf-filter-buttons',
      {},
      el('button.btn.btn-primary.btn-sm', {type: 'submit'}, '查询'),
      el(
        'button.btn.btn-default.btn-sm',
        {type: 'button', onclick: event => (form.reset(), search(event))},
        '清除条件'
      )
    )
  );
  form.onsubmit = search;
  ask();
  return el(
    'div',
    {},
    form,
    message,
    el('div.cf-records-bar', {}, sums, el('span.cf-records-group', {}, by)),
    groups,
    pictures?.node,
    body,
    el(
      'div.cf-records-bar',
      {},
      el('span', {}, back, ' ', on, ' ', place),
      el('label.cf-every', {}, every, ' 显示全部列'),
      download,
      masking
    ),
    el('p.cf-hint', {}, '标＊的为个人信息，已作遮盖，不能用来筛选；按化名分组时，同一内容在本案中化名相同。查看和导出都会留痕。'),
    rights.mayArchive ? moving(file, 'archive', '归档本案记录', '正在归档……') : null
  );
}

/** Archiving and restoring take as long as reading all files anew. */
function moving(file, what, title, busy) {
  const message = el('span.cf-late', {role: 'alert'});
  const button = el('button.btn.btn-default.btn-sm', {type: 'button'}, title);
  button.onclick = async () => {
    button.disabled = true;
    button.textContent = busy;
    message.textContent = '';
    try {
      await act(url('cases', file.caseNo, 'records', what));
      button.dispatchEvent(new CustomEvent('cf-changed', {bubbles: true}));
    } catch (problem) {
      message.textContent = problem.message;
    } finally {
      button.disabled = false;
      button.textContent = title;
    }
  };
  return el('p.cf-moving', {}, button, ' ', message);
}

function archived(item, file) {
  const place = el('div');
  read(url('cases', file.caseNo, 'records'))
    .then(rights => {
      const answer = rights.answers.find(one => one.requestNo === item.requestNo);
      place.replaceChildren(
        el(
          'p.cf-explain',
          {},
          `记录已于 ${moment(item.archivedAt)} 归档${answer && answer.archived ? `（${answer.archived.by}）` : ''}，` +
            '现在不能查询。封存的原始文件和证明不受影响，恢复时由它们重建，并与归档时登记的校验值比对。'
        ),
        rights.mayRestore ? moving(file, 'restore', '恢复', '正在恢复……') : ''
      );
    })
    .catch(problem => place.replaceChildren(el('p.cf-problem', {role: 'alert'}, problem.message)));
  return place;
}

/** What can be done with the records of an answer; nothing where it has none. */
export function records(item, file) {
  if (item.archivedAt) {
    return archived(item, file);
  }
  if (item.rows.length === 0) {
    return null;
  }
  const place = el('div.cf-records-body');
  const whole = el('details.cf-records', {}, el('summary', {}, el('strong', {}, '数据查询')), place);
  whole.ontoggle = async () => {
    if (!whole.open || place.hasChildNodes()) {
      return;
    }
    try {
      place.replaceChildren(panel(item, file, await read(url('cases', file.caseNo, 'records'))));
    } catch (problem) {
      place.replaceChildren(el('p.cf-problem', {role: 'alert'}, problem.message));
    }
  };
  return whole;
}
