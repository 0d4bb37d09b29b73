// 统计: the numbers of a campaign by bureau, platform, what was looked at, and week. Each chart has its table, each number its rows.
import {html, useEffect, useState} from '/bridge/lib/preact.js';
import {read, url} from '/camunda/app/tasklist/scripts/casefile/api.js';
import {count} from '/camunda/app/tasklist/scripts/casefile/figures.js';
import {None, Quiet, Said, Table} from '/camunda/app/tasklist/scripts/casefile/parts.js';

/** More lines than that are no picture any more; the table has them all. */
const DRAWN = 8;
const WIDTH = 720;
const LEFT = 190;
const RIGHT = 60;
const BAR = 9;
const GAP = 14;
/** Characters that a name has room for. */
const ROOM = 15;

/** What leads to the rows behind a line, and what a line's numbers are besides the stages. */
const WAYS = {
  BUREAU: {title: '按单位', place: code => ({bureau: code}), whole: true},
  PLATFORM: {title: '按平台', place: code => ({platform: code}), whole: true},
  KIND: {title: '按检查事项（发现异常的检查对象）', place: code => ({failed: code}), hint: '同一检查对象有几项异常的，分别计入。'},
  WEEK: {title: '按周', place: code => ({week: code}), hint: '计入达到该环节的那一周，从星期一到星期日。'}
};

const short = name => (name.length > ROOM ? `${name.slice(0, ROOM - 1)}…` : name);

/** @param latest whether the last lines matter most */
function Chart({title, lines, stages, latest}) {
  const drawn = latest ? lines.slice(-DRAWN) : lines.slice(0, DRAWN);
  const most = Math.max(1, ...drawn.flatMap(line => stages.map(({code}) => line.stages[code])));
  const high = stages.length * BAR + GAP;
  const wide = value => ((WIDTH - LEFT - RIGHT) * value) / most;
  return html`<figure class="cp-chart">
    <svg viewBox=${`0 0 ${WIDTH} ${drawn.length * high}`} role="img" aria-label=${`${title}的图，数字见下表`}>
      ${drawn.map(
        (line, at) => html`<text x=${LEFT - 8} y=${at * high + (high - GAP) / 2 + 5} text-anchor="end">${short(line.title)}</text>
          <line class="cp-axis" x1=${LEFT} x2=${LEFT} y1=${at * high} y2=${at * high + high - GAP} />
          ${stages.map(
            ({code}, stage) => html`<rect
                class=${`cp-c${stage}`} x=${LEFT} y=${at * high + stage * BAR} width=${wide(line.stages[code])} height=${BAR - 1}
              />
              ${line.stages[code] > 0 &&
              html`<text class="cp-small" x=${LEFT + wide(line.stages[code]) + 4} y=${at * high + stage * BAR + BAR - 1}>${count(line.stages[code])}</text>`}`
          )}`
      )}
    </svg>
    <figcaption>${stages.map(({title: name}, stage) => html`<span class=${`cp-key cp-k${stage}`}>${name}</span>`)}${
      lines.length > DRAWN && html`<${Quiet}>图中是${latest ? '最后' : '前'} ${DRAWN} 项，其余见下表。<//>`
    }</figcaption>
  </figure>`;
}

/** @param lead makes the address of rows */
function Part({one, table, total, lead}) {
  const {title, place, whole, hint} = WAYS[table.by];
  const at = {case: one.campaign.caseNo};
  const number = (n, which) => (n ? html`<a href=${lead({...at, ...which})}>${count(n)}</a>` : html`<${Quiet}>0<//>`);
  const items = whole ? one.checks : [];
  const cells = (line, which) => [
    ...(whole ? [number(line.subjects, which)] : []),
    ...one.stages.map(({code}) => number(line.stages[code], {...which, stage: code})),
    ...items.map(({code}) => number(line.failed[code] ?? 0, {...which, failed: code}))
  ];
  return html`<section aria-label=${title}>
    <h3>${title}</h3>
    ${table.lines.length === 0
      ? html`<${None}>还没有达到任何环节的检查对象。<//>`
      : html`<${Chart} title=${title} lines=${table.lines.filter(({code}) => code)} stages=${one.stages} latest=${table.by === 'WEEK'} />
          <${Table}
            kind=${table.by === 'KIND' ? 'cp-report' : 'cp-report cp-sums'}
            heads=${[table.title, ...(whole ? ['检查对象'] : []), ...one.stages.map(stage => stage.title), ...items.map(item => `${item.title}异常`)]}
            rows=${[
              ...table.lines.map(line => [line.title, ...cells(line, place(line.code))]),
              ...(table.by === 'KIND' ? [] : [['合计', ...cells(total, {})]])
            ]}
          />
          ${hint && html`<p><${Quiet}>${hint}<//></p>`}`}
  </section>`;
}

export function Report({one, lead}) {
  const [report, set] = useState(null);
  const [said, say] = useState({});
  const {caseNo} = one.campaign;
  useEffect(() => {
    const gone = new AbortController();
    read(url('campaigns', caseNo, 'report'), gone.signal).then(set, problem => say({text: problem.message, failed: true}));
    return () => gone.abort();
  }, [caseNo]);
  return html`<h2>统计</h2>
    <p>数字由系统按办理记录统计，点击可以看到是哪些。</p>
    <p><a href=${url('campaigns', caseNo, 'report.csv')} download>导出表格（CSV）</a></p>
    <${Said} text=${said.text} failed=${said.failed} />
    ${report?.tables.map(table => html`<${Part} key=${table.by} one=${one} table=${table} total=${report.total} lead=${lead} />`)}`;
}
