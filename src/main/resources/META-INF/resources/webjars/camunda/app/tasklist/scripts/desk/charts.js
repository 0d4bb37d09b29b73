// Records to be looked at: orders and amounts by day, the commonest prices, receivers by province. All sums are the server's.
import uPlot from '/webjars/uplot/1.6.30/dist/uPlot.esm.js';
import {html, render, useEffect, useRef} from '/bridge/lib/preact.js';
import {count} from '../casefile/dom.js';

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

function Days({summary, amount, title}) {
  const place = useRef();
  const listed = summary.groups.filter(group => group.value).sort((a, b) => a.value.localeCompare(b.value));
  const more = summary.groupCount > summary.groups.length ? `，只含笔数最多的 ${summary.groups.length} 日` : '';
  useEffect(() => {
    const drawn = new uPlot(
      {
        width: place.current.clientWidth || 600,
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
      place.current
    );
    return () => drawn.destroy();
  }, [summary]);
  return html`<section>
    <h5>每日笔数和${title}${more}</h5>
    <div ref=${place} role="img" aria-label=${`按日的笔数和${title}，共 ${listed.length} 日`}></div>
  </section>`;
}

/** Names with a bar each; the number stands beside it for whoever does not see bars. */
function Bars({title, groups, name, amount}) {
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
 */
export function charts(columns, byName, amount) {
  const node = document.createElement('details');
  node.className = 'cf-records';
  const draw = drawn =>
    render(html`<summary><strong>图表</strong></summary><div class="dk-charts">${drawn}</div>`, node);
  const of = column => byName.get(column).title;
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
      if (mine === turn) {
        draw(html`<${Days} summary=${byDay} amount=${amount} title=${of(amount)} />
          <${Bars}
            title=${`最常见的${of(columns.prices)}`}
            groups=${byPrice.groups.slice(0, MOST_PRICES)}
            name=${value => (value ? `${value} 元` : '（空）')}
            amount=${amount}
          />
          <${Bars}
            title=${of(columns.places)}
            groups=${byPlace.groups}
            name=${value => value || '（空）'}
            amount=${amount}
          />`);
      }
    } catch (problem) {
      draw(html`<p class="cf-problem" role="alert">${problem.message}</p>`);
    }
  }

  draw(null);
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
