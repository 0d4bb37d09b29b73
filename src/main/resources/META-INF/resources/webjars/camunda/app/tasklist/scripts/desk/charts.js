// Records to be looked at: orders and amounts by day, the commonest prices, receivers by province. All sums are the server's.
import uPlot from '/webjars/uplot/1.6.30/dist/uPlot.esm.js';
import {html, useEffect, useRef, useState} from '/bridge/lib/preact.js';
import {count, money} from '../casefile/figures.js';

const HEIGHT = 200;
const DAY = 24 * 3600;
const MOST_PRICES = 12;
const BLUE = '#1f5fa8';
const ORANGE = '#c0661b';
const RED = '#b3261e';

function seconds(day) {
  return Date.parse(`${day}T00:00:00+08:00`) / 1000;
}

/** Days without a record are zero where all days are known, and a gap where only the fullest are. */
function everyDay(listed, complete) {
  const known = new Map(listed.map(group => [seconds(group.value), group]));
  const days = [...known.keys()];
  if (complete && days.length) {
    for (let at = days[0]; at <= days[days.length - 1]; at += DAY) {
      known.has(at) || known.set(at, {count: 0, amounts: []});
    }
  }
  return [...known].sort(([one], [other]) => one - other);
}

function dayOf(at) {
  return new Date((at + 8 * 3600) * 1000).toISOString().slice(0, 10);
}

function part(group, amount) {
  const found = group.amounts.find(one => one.column === amount);
  return found && found.count ? Number(found.sum) : 0;
}

/** @param marked name of those that are counted beside all, in groups' `marked` */
export function Days({summary, amount, title, marked}) {
  const place = useRef();
  const listed = summary.groups.filter(group => group.value).sort((a, b) => a.value.localeCompare(b.value));
  const complete = summary.groupCount <= summary.groups.length;
  const more = complete ? '' : `，只含笔数最多的 ${summary.groups.length} 日`;
  useEffect(() => {
    const days = everyDay(listed, complete);
    const wide = () => ({width: place.current.clientWidth || 600, height: HEIGHT});
    const drawn = new uPlot(
      {
        ...wide(),
        tzDate: at => uPlot.tzDate(new Date(at * 1000), 'Asia/Shanghai'),
        scales: {yuan: {auto: true}},
        series: [
          {label: '日期', value: (_, at) => (at ? dayOf(at) : '—')},
          {
            label: '笔数',
            stroke: BLUE,
            fill: '#1f5fa844',
            paths: uPlot.paths.bars({size: [0.8, 40]}),
            points: {show: false},
            value: (_, number) => (number == null ? '—' : count(number))
          },
          {
            label: `${title}（元）`,
            scale: 'yuan',
            stroke: ORANGE,
            points: {show: days.length < 2, size: 5},
            value: (_, sum) => (sum == null ? '—' : count(sum))
          },
          ...(marked
            ? [
                {
                  label: `${marked}笔数`,
                  stroke: RED,
                  fill: RED,
                  paths: uPlot.paths.bars({size: [0.8, 40]}),
                  points: {show: false},
                  value: (_, number) => (number == null ? '—' : count(number))
                }
              ]
            : [])
        ],
        axes: [
          {space: 90, incrs: [1, 2, 7, 14, 28, 56, 91, 182, 364].map(days => days * DAY), values: (_, splits) => splits.map(dayOf)},
          // No half orders.
          {incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10000, 20000, 50000, 100000, 200000, 500000]},
          {scale: 'yuan', side: 1, grid: {show: false}, size: 80, values: (_, splits) => splits.map(count)}
        ]
      },
      [
        days.map(([at]) => at),
        days.map(([, group]) => group.count),
        days.map(([, group]) => part(group, amount)),
        ...(marked ? [days.map(([, group]) => group.marked || 0)] : [])
      ],
      place.current
    );
    const follow = new ResizeObserver(() => drawn.width !== wide().width && drawn.setSize(wide()));
    follow.observe(place.current);
    return () => {
      follow.disconnect();
      drawn.destroy();
    };
  }, [summary]);
  return html`<section>
    <h5>每日笔数和${title}${more}</h5>
    <div ref=${place} role="img" aria-label=${`按日的笔数和${title}，共 ${listed.length} 日`}></div>
  </section>`;
}

/** Names with a bar each; the number stands beside it for whoever does not see bars. */
export function Bars({title, groups, name, amount, marked}) {
  const most = Math.max(...groups.map(group => group.count), 1);
  return html`<section>
    <h5>${title}</h5>
    <table class="dk-bars">
      <tbody>
        ${groups.map(
          group => html`<tr>
            <th scope="row">${name(group.value)}</th>
            <td><meter min="0" max=${most} value=${group.count} aria-hidden="true"></meter></td>
            <td class="cf-number">${count(group.count)} 笔</td>
            ${marked && html`<td class="cf-number">${`${marked} ${count(group.marked)} 笔`}</td>`}
            <td class="cf-number">${count(Math.round(part(group, amount)))} 元</td>
          </tr>`
        )}
      </tbody>
    </table>
  </section>`;
}

/**
 * @param columns {days, prices, places}: names of columns
 * @param byName all columns
 * @param amount name of the column that is summed up
 * @param ask asks for the sums by a column; another one where something else is looked through
 */
export function Charts({columns, byName, amount, ask}) {
  const [isOpen, open] = useState(false);
  const [found, setFound] = useState({});
  const of = column => byName.get(column).title;
  useEffect(() => {
    let over = false;
    if (isOpen) {
      Promise.all([columns.days, columns.prices, columns.places].map(ask)).then(
        sums => over || setFound({sums}),
        ({message}) => over || setFound({problem: message})
      );
    }
    return () => (over = true);
  }, [isOpen, ask]);
  const [byDay, byPrice, byPlace] = found.sums || [];
  return html`<details class="cf-records" onToggle=${event => open(event.target.open)}>
    <summary><strong>图表</strong></summary>
    <div class="dk-charts">
      ${found.problem && html`<p class="cf-problem" role="alert">${found.problem}</p>`}
      ${found.sums &&
      html`<${Days} summary=${byDay} amount=${amount} title=${of(amount)} />
        <${Bars}
          title=${`最常见的${of(columns.prices)}`}
          groups=${byPrice.groups.slice(0, MOST_PRICES)}
          name=${value => (value ? `${money(value)} 元` : '（空）')}
          amount=${amount}
        />
        <${Bars}
          title=${of(columns.places)}
          groups=${byPlace.groups}
          name=${value => value || '（空）'}
          amount=${amount}
        />`}
    </div>
  </details>`;
}
