// Records to be looked at: orders and amounts by day, the commonest prices, receivers by province. All sums are the server's.
import uPlot from '/webjars/uplot/1.6.30/dist/uPlot.esm.js';
import {count, el} from '../casefile/dom.js';

const HEIGHT = 200;
const MOST_PRICES = 12;
const BLUE = '#1f5fa8';
const ORANGE = '#c0661b';

function seconds(day) {
  return Date.parse(`${day}T00:00:00+08:00`) / 1000;
}

function dayOf(at) {
  return new Date((at + 8 * 3600) * 1000).toISOString().slice(0, 10);
}

function part(group, amount) {
  const found = group.amounts.find(one => one.column === amount);
  return found && found.count ? Number(found.sum) : 0;
}

function heading(text) {
  return el('h5', {}, text);
}

function days(summary, amount, title) {
  const listed = summary.groups.filter(group => group.value).sort((a, b) => a.value.localeCompare(b.value));
  const place = el('div', {role: 'img', 'aria-label': `按日的笔数和${title}，共 ${listed.length} 日`});
  const more = summary.groupCount > summary.groups.length ? `，只含笔数最多的 ${summary.groups.length} 日` : '';
  requestAnimationFrame(() => {
    if (!place.isConnected) {
      return;
    }
    new uPlot(
      {
        width: place.clientWidth || 600,
        height: HEIGHT,
        tzDate: at => uPlot.tzDate(new Date(at * 1000), 'Asia/Shanghai'),
        scales: {yuan: {auto: true}},
        series: [
          {label: '日期', value: (_, at) => (at ? dayOf(at) : '—')},
          {label: '笔数', stroke: BLUE, fill: '#1f5fa822', paths: uPlot.paths.stepped({align: 1})},
          {label: `${title}（元）`, scale: 'yuan', stroke: ORANGE, value: (_, sum) => (sum == null ? '—' : count(sum))}
        ],
        axes: [
          {values: (_, splits) => splits.map(at => dayOf(at).slice(2))},
          {},
          {scale: 'yuan', side: 1, grid: {show: false}, size: 80, values: (_, splits) => splits.map(count)}
        ]
      },
      [
        listed.map(group => seconds(group.value)),
        listed.map(group => group.count),
        listed.map(group => part(group, amount))
      ],
      place
    );
  });
  return el('section', {}, heading(`每日笔数和${title}${more}`), place);
}

/** Names with a bar each; the number stands beside it for whoever does not see bars. */
function bars(title, groups, name, amount) {
  const most = Math.max(...groups.map(group => group.count), 1);
  return el(
    'section',
    {},
    heading(title),
    el(
      'table.dk-bars',
      {},
      el(
        'tbody',
        {},
        groups.map(group =>
          el(
            'tr',
            {},
            el('th', {scope: 'row'}, name(group.value)),
            el('td', {}, el('meter', {min: 0, max: most, value: group.count, 'aria-hidden': 'true'})),
            el('td.cf-number', {}, `${count(group.count)} 笔`),
            el('td.cf-number', {}, `${count(Math.round(part(group, amount)))} 元`)
          )
        )
      )
    )
  );
}

/**
 * @param columns {days, prices, places}: names of columns
 * @param byName all columns
 * @param amount name of the column that is summed up
 */
export function charts(columns, byName, amount) {
  const place = el('div.dk-charts');
  const node = el('details.cf-records', {}, el('summary', {}, el('strong', {}, '图表')), place);
  const title = byName.get(amount).title;
  let ask = null;
  let turn = 0;

  async function show() {
    if (!node.open || !ask) {
      return;
    }
    const mine = ++turn;
    const now = ask;
    ask = null;
    try {
      const [byDay, byPrice, byPlace] = await Promise.all([columns.days, columns.prices, columns.places].map(now));
      if (mine !== turn) {
        return;
      }
      place.replaceChildren(
        days(byDay, amount, title),
        bars(
          `最常见的${byName.get(columns.prices).title}`,
          byPrice.groups.slice(0, MOST_PRICES),
          value => (value ? `${value} 元` : '（空）'),
          amount
        ),
        bars(byName.get(columns.places).title, byPlace.groups, value => value || '（空）', amount)
      );
    } catch (problem) {
      place.replaceChildren(el('p.cf-problem', {role: 'alert'}, problem.message));
    }
  }

  node.ontoggle = show;
  return {
    node,
    /** @param question asks for the sums by a column */
    draw(question) {
      ask = question;
      show();
    }
  };
}
