// Columns per day, stacked by bureau or kind, in plain SVG.
import {count, el} from './base.js';

const SVG = 'http://www.w3.org/2000/svg';
const WIDTH = 420;
const HEIGHT = 170;
const LEFT = 44;
const BOTTOM = 20;
const TOP = 8;
/** So many series have a colour of their own; the rest is one. */
const SHOWN = 6;

function svg(name, attributes = {}, ...children) {
  const element = document.createElementNS(SVG, name);
  Object.entries(attributes).forEach(([key, value]) => element.setAttribute(key, value));
  element.append(...children);
  return element;
}

/** The next of 1, 2, 5, 10, 20, … that gives at most four lines. */
function step(most) {
  let size = 1;
  for (let factor = 0; size * 4 < most; factor++) {
    size = [1, 2, 5][factor % 3] * 10 ** Math.floor(factor / 3);
  }
  return size;
}

/** The largest series by themselves, all others as one. */
function folded(series) {
  if (series.length <= SHOWN + 1) {
    return series;
  }
  const rest = series.slice(SHOWN);
  return [
    ...series.slice(0, SHOWN),
    {
      key: '',
      title: `其余 ${rest.length} 项`,
      days: rest[0].days.map(({day}, i) => ({
        day,
        open: rest.reduce((sum, one) => sum + one.days[i].open, 0),
        due: rest.reduce((sum, one) => sum + one.days[i].due, 0),
        missed: rest.reduce((sum, one) => sum + one.days[i].missed, 0)
      }))
    }
  ];
}

function columns(series, number, title) {
  const days = series[0].days.map(({day}) => day);
  const sums = days.map((day, i) => series.reduce((sum, one) => sum + one.days[i][number], 0));
  const unit = step(Math.max(...sums));
  const top = Math.max(unit, Math.ceil(Math.max(...sums) / unit) * unit);
  const y = value => TOP + (HEIGHT - TOP - BOTTOM) * (1 - value / top);
  const width = (WIDTH - LEFT) / days.length;
  const drawing = svg('svg', {viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: 'img', 'aria-label': title});
  for (let line = 0; line <= top; line += unit) {
    drawing.append(
      svg('line', {class: 'ov-grid', x1: LEFT, x2: WIDTH, y1: y(line), y2: y(line)}),
      svg('text', {class: 'ov-axis', x: LEFT - 6, y: y(line) + 4, 'text-anchor': 'end'}, count(line))
    );
  }
  days.forEach((day, i) => {
    let sum = 0;
    const column = svg('g', {}, svg('title', {}, label(day, i, series, number, sums[i])));
    // The whole height answers the pointer, not only the coloured part.
    column.append(svg('rect', {class: 'ov-column', x: LEFT + i * width, y: TOP, width, height: HEIGHT - TOP - BOTTOM}));
    series.forEach((one, colour) => {
      const value = one.days[i][number];
      if (value > 0) {
        column.append(
          svg('rect', {
            class: `ov-c${colour}`,
            x: LEFT + i * width + width * 0.12,
            y: y(sum + value),
            width: width * 0.76,
            height: y(sum) - y(sum + value)
          })
        );
        sum += value;
      }
    });
    drawing.append(column);
  });
  [0, Math.floor((days.length - 1) / 2), days.length - 1].forEach((i, place) =>
    drawing.append(
      svg(
        'text',
        {
          class: 'ov-axis',
          x: LEFT + (i + 0.5) * width,
          y: HEIGHT - 4,
          'text-anchor': place === 0 ? 'start' : place === 1 ? 'middle' : 'end'
        },
        days[i].slice(5)
      )
    )
  );
  return el('figure.ov-figure', {}, el('figcaption', {}, title), drawing);
}

function label(day, i, series, number, sum) {
  const parts = series.filter(one => one.days[i][number] > 0).map(one => `${one.title} ${count(one.days[i][number])}`);
  return [`${day}：共 ${count(sum)}`, ...parts].join('\n');
}

/** The three charts of the statistics, with one legend. */
export function chart(statistics) {
  if (statistics.series.length === 0) {
    return el('p.ov-none', {}, '这段时间没有期限。');
  }
  const series = folded(statistics.series);
  return el(
    'div',
    {},
    el(
      'div.ov-figures',
      {},
      columns(series, 'open', '当日终了未办结'),
      columns(series, 'due', '当日届满'),
      columns(series, 'missed', '当日届满而未办结（逾期）')
    ),
    el(
      'ul.ov-legend',
      {},
      series.map((one, colour) => {
        const mark = svg('svg', {viewBox: '0 0 10 10', class: 'ov-mark', 'aria-hidden': 'true'});
        mark.append(svg('rect', {class: `ov-c${colour}`, width: 10, height: 10}));
        return el('li', {}, mark, one.title);
      })
    )
  );
}
