// 监督总览: from the country down to a bureau's cases, in numbers that add up on each level.
import {html, render, useEffect, useRef, useState} from '/bridge/lib/preact.js';
import {casePage, query, read, url} from '/camunda/app/tasklist/scripts/casefile/api.js';
import {count} from '/camunda/app/tasklist/scripts/casefile/figures.js';
import {None, Quiet, Said, Section, SignInFirst, Table} from '/camunda/app/tasklist/scripts/casefile/parts.js';
import {learn, me} from '/bridge/me.js';
import {clock, day, moment} from '/bridge/time.js';

const AGES = ['7 天内', '8–15 天', '16–30 天', '31–90 天', '90 天以上'];
const HEADS = ['单位', '新收', '办结', '在办', ...AGES, '逾期期限', '退回', '不予协助', '补充', '3 个工作日', '15 分钟'];
const LISTED = 20;

const link = under => `/oversight${query({under})}`;
const under = new URLSearchParams(location.search).get('under') || '';

/** 98.5 % of how many; nothing was due: – */
const rate = ({due, missed}) =>
  due
    ? html`${(Math.floor(((due - missed) / due) * 1000) / 10).toFixed(1)}% <${Quiet}>${count(due)} 项<//>`
    : html`– <${Quiet}>0 项<//>`;

/** The page as it stands, to be taken along. */
const File = ({kind, children}) => html`<a
  class="btn btn-default btn-sm"
  href=${`${url('supervision', `numbers.${kind}`)}${query(under ? {under} : {})}`}
  download=""
>${children}</a>`;

const Numbers = ({heads, rows, kind = ''}) => html`<${Table} kind=${`os-numbers ${kind}`} heads=${heads} rows=${rows} />`;

/** Of many noughts one sees what is none. */
const some = number => (number ? count(number) : html`<${Quiet}>0<//>`);

const late = number => (number ? html`<span class="os-late">${count(number)}</span>` : some(0));

const line = (part, name) => [
  name,
  some(part.in),
  some(part.done),
  some(part.open),
  ...part.ages.map(some),
  late(part.late),
  some(part.returned),
  some(part.declined),
  some(part.supplemented),
  rate(part.termOfDays),
  rate(part.termOfMinutes)
];

function Tiles({whole}) {
  const tiles = [
    ['近 30 天新收', count(whole.in)],
    ['近 30 天办结', count(whole.done)],
    ['在办', count(whole.open)],
    ['逾期未办的期限', count(whole.late), whole.late > 0],
    ['3 个工作日期限按时率', rate(whole.termOfDays)],
    ['15 分钟期限按时率', rate(whole.termOfMinutes)]
  ];
  return html`<dl class="os-tiles">
    ${tiles.map(([name, value, red]) => html`<div><dt>${name}</dt><dd class=${red ? 'os-late' : ''}>${value}</dd></div>`)}
  </dl>`;
}

const WIDTH = 620;
const HEIGHT = 190;
const LEFT = 56;
const RIGHT = 20;
const BOTTOM = 22;
const TOP = 10;
const LINES = [
  ['in', '新收'],
  ['done', '办结']
];

/** The next of 1, 2, 5, 10, 20, … that gives at most four lines. */
function step(most) {
  let size = 1;
  for (let factor = 0; size * 4 < most; factor++) {
    size = [1, 2, 5][factor % 3] * 10 ** Math.floor(factor / 3);
  }
  return size;
}

function Chart({days}) {
  const most = Math.max(1, ...days.flatMap(one => [one.in, one.done]));
  const unit = step(most);
  const top = Math.ceil(most / unit) * unit;
  const x = i => LEFT + ((WIDTH - LEFT - RIGHT) * i) / (days.length - 1);
  const y = value => TOP + (HEIGHT - TOP - BOTTOM) * (1 - value / top);
  const grid = Array.from({length: top / unit + 1}, (_, i) => i * unit);
  return html`<figure class="os-chart">
    <svg viewBox=${`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label="近 30 天每天新收和办结">
      ${grid.map(
        value => html`<line class="os-grid" x1=${LEFT} x2=${WIDTH} y1=${y(value)} y2=${y(value)} />
          <text x=${LEFT - 6} y=${y(value) + 4} text-anchor="end">${count(value)}</text>`
      )}
      ${days.map((one, i) =>
        i % 7 === 1 ? html`<text x=${x(i)} y=${HEIGHT - 5} text-anchor="middle">${one.day.slice(5)}</text>` : null
      )}
      ${LINES.map(
        ([number]) => html`<polyline
          class=${`os-line os-line-${number}`}
          points=${days.map((one, i) => `${x(i)},${y(one[number])}`).join(' ')}
        />`
      )}
    </svg>
    <figcaption>${LINES.map(([number, title]) => html`<span class=${`os-key os-key-${number}`}>${title}</span>`)}</figcaption>
  </figure>`;
}

const LISTS = [
  ['逾期期限', tenant => ['deadlines', {tenant, below: false, state: 'LATE', size: LISTED}]],
  ['在办期限', tenant => ['deadlines', {tenant, below: false, state: 'OPEN', size: LISTED}]]
];

const deadline = one => [
  html`<a href=${casePage(one.caseNo)}>${one.caseNo}</a>`,
  html`${one.kindTitle}<br /><${Quiet}>${one.citation}<//>`,
  moment(one.dueAt),
  one.overdue ? html`<span class="os-late">${one.remaining}</span>` : one.remaining || one.stateTitle,
  one.reason?.text || ''
];

/** What the bureau itself has, as the list of deadlines tells it to whoever oversees it. */
function Cases({bureau}) {
  const [which, setWhich] = useState(0);
  const [page, setPage] = useState(null);
  const [said, setSaid] = useState('');
  const wanted = useRef();
  const ask = async after => {
    const [path, parameters] = LISTS[which][1](bureau.code);
    try {
      const found = await read(url(path) + query(after ? {...parameters, after} : parameters));
      // An answer that comes after the list was changed is the other one's.
      if (wanted.current !== which) {
        return;
      }
      setPage(before =>
        after ? before && {...found, total: before.total, deadlines: [...before.deadlines, ...found.deadlines]} : found
      );
    } catch (problem) {
      setSaid(problem.message);
    }
  };
  useEffect(() => {
    // Or what is shown is the other list's, and so would be what follows on it.
    wanted.current = which;
    setPage(null);
    ask();
  }, [which]);
  return html`<${Section} title=${`${bureau.name}本级的案件`} hint="按期限届满先后，点案件编号打开案卷">
    <div class="btn-group os-which" role="group">
      ${LISTS.map(
        ([title], i) => html`<button
          type="button"
          class=${`btn btn-default btn-sm ${i === which ? 'active' : ''}`}
          aria-pressed=${i === which}
          onClick=${() => setWhich(i)}
        >${title}</button>`
      )}
    </div>
    <${Said} text=${said} failed />
    ${page &&
    (page.deadlines.length === 0
      ? html`<${None}>没有${LISTS[which][0]}。<//>`
      : html`<p class="os-total">共 ${count(page.total)} 项，已显示 ${count(page.deadlines.length)} 项。</p>
          <${Table} heads=${['案件编号', '期限', '届满时间', '剩余或者逾期', '停在哪里']} rows=${page.deadlines.map(deadline)} />
          ${page.next && html`<button type="button" class="btn btn-default" onClick=${() => ask(page.next)}>继续显示</button>`}`)}
  <//>`;
}

/** What superiors ordered about cases below and did not end yet. */
function Orders() {
  const [open, setOrders] = useState(null);
  const [said, setSaid] = useState('');
  useEffect(() => {
    read(url('supervision', 'orders') + query(under ? {under} : {})).then(
      setOrders,
      problem => setSaid(problem.message)
    );
  }, []);
  const orders = open?.orders;
  return html`<${Section} title="提调和挂牌督办" hint="没有结束、没有摘牌的，按期限先后；在案卷中发出和结束">
    <${Said} text=${said} failed />
    ${orders &&
    (orders.length === 0
      ? html`<${None}>没有。<//>`
      : html`<p class="os-total">共 ${count(open.total)} 件，其中逾期 ${late(open.late)} 件${open.total > orders.length ? `，显示最先到期的 ${count(orders.length)} 件` : ''}。</p>
          <${Table}
            heads=${['案件编号', '承办单位', '督办', '期限', '状态', '答复']}
            rows=${orders.map(one => [
              html`<a href=${casePage(one.caseNo)}>${one.caseNo}</a>`,
              one.tenantName,
              html`${one.superiorName}${one.kindTitle}<br /><${Quiet}>${one.letterNo}<//>`,
              moment(one.dueAt),
              one.state === 'LATE' ? html`<span class="os-late">${one.stateTitle}</span>` : one.stateTitle,
              one.answer || ''
            ])}
          />`)}
  <//>`;
}

const counted = (title, head, rows) =>
  html`<${Section} title=${title}>
    ${rows.length === 0
      ? html`<${None}>近 30 天没有，现在也没有在办。<//>`
      : html`<${Numbers}
          heads=${[head, '新收', '办结', '在办']}
          rows=${rows.map(one => [one.title, count(one.in), count(one.done), count(one.open)])}
        />`}
  <//>`;

/** How platforms answer what they are asked for. */
function Answers({platforms}) {
  const asked = platforms.filter(one => one.inTime + one.late + one.refused + one.awaited > 0);
  return html`<${Section}
    title="各平台答复"
    hint="平台对数据调取的答复：前三列是近 30 天的，以答复进入案卷的时间为准；逾期含期满未答而撤回的；本单位在期满后才批准、发出的，不计按时、逾期；待答复和其中已逾期是目前的；按时率是按时答复占按时、逾期和目前已逾期未答之和的比例，旁边是共多少项"
  >
    ${asked.length === 0
      ? html`<${None}>近 30 天平台没有答复，现在也没有待答复的。<//>`
      : html`<${Numbers}
          kind="os-answers"
          heads=${['平台', '按时答复', '逾期', '不予提供', '按时率', '待答复', '其中已逾期']}
          rows=${asked.map(one => [
            one.title,
            some(one.inTime),
            late(one.late),
            some(one.refused),
            rate(one.kept),
            some(one.awaited),
            late(one.overdue)
          ])}
        />`}
  <//>`;
}

function Told({told}) {
  const {whole, parts, path, wrong} = told;
  const here = path[path.length - 1];
  return html`<nav class="os-path" aria-label="所在单位">
      ${path.map((one, i) =>
        i === path.length - 1 ? html`<strong>${one.name}</strong>` : html`<a href=${link(one.code)}>${one.name}</a> › `
      )}
      ${!here && html`<strong>您所督办的单位</strong>`}
      <${Quiet}>${day(told.at)} ${clock(told.at)} 读取，数字最多迟一分钟；期间为 ${told.from} 至 ${told.to}<//>
    </nav>
    ${wrong &&
    html`<p class="os-wrong" role="alert">
      ${moment(wrong.foundAt)} 夜间核对时发现 ${count(wrong.differences)} 处数字与案件记录不一致，已经按案件记录重新统计。此前看到或者引用过这些数字的，请重新核对。
    </p>`}
    <p class="os-files">
      <${File} kind="csv">导出表格（CSV）<//><${File} kind="pdf">导出 PDF<//>
      <${Quiet}>文件带有导出人、单位、时间的水印，导出会留痕<//>
    </p>
    <${Tiles} whole=${whole} />
    <${Section} title="各单位" hint="点单位名称进入下一级，“本级”是本单位自己承办的；“7 天内”至“90 天以上”是在办时长，最后两列是期限的按时率：近 30 天届满、已经办结或者逾期的有多少项，其中多少按时，还没有到期的不计">
      <${Numbers}
        kind="os-parts"
        heads=${HEADS}
        rows=${[
          ...parts.map(part => line(part, part.divided ? html`<a href=${link(part.code)}>${part.name}</a>` : part.name)),
          line(whole, '合计')
        ]}
      />
    <//>
    <${Orders} />
    ${here && html`<${Cases} bureau=${here} />`}
    <div class="os-beside">
      <${Section} title="近 30 天走势"><${Chart} days=${told.days} /><//>
      <${Section} title="各环节用时" hint="近 30 天走完的，自然时间">
        <${Numbers}
          heads=${['环节', '次数', '一半', '九成']}
          rows=${told.legs.map(leg => [leg.title, count(leg.count), leg.median || '–', leg.most || '–'])}
        />
      <//>
      ${counted('按业务', '业务', told.kinds)} ${counted('按平台', '平台', told.platforms)}
    </div>
    <${Answers} platforms=${told.platforms} />`;
}

const work = (name, unit, {open, late: past, done}) => [name, unit, some(open), late(past), some(done)];

/** Who of one's own bureau has how much in hand; for its heads. */
function Workload() {
  const [told, setTold] = useState(null);
  const [said, setSaid] = useState('');
  useEffect(() => {
    read(url('supervision', 'workload')).then(setTold, problem => setSaid(problem.message));
  }, []);
  return html`<${Section}
    title="本单位各人工作量"
    hint=${told ? `在办、逾期是 ${day(told.at)} ${clock(told.at)} 的任务，本月办理是 ${told.since} 以来提交的环节；只有本单位负责人可以看到` : ''}
  >
    <${Said} text=${said} failed />
    ${told &&
    html`<${Numbers}
      kind="os-parts os-people"
      heads=${['姓名', '机构', '在办任务', '其中逾期', '本月办理']}
      rows=${[
        ...told.people.map(one => work(one.name, one.unit || '', one.load)),
        work('尚未认领', '', told.untaken),
        work('合计', '', told.whole)
      ]}
    />`}
  <//>`;
}

const FATES = {OPEN: '办案人员待核对', DECIDED: '已核对', NO_CASE: '案件也已丢失，没有任务，请与平台核对'};

/** What of the bureau's platforms carry out and a restore of the database has lost; nothing where nothing is, as almost always. */
function Lost() {
  const [lost, setLost] = useState([]);
  const [said, setSaid] = useState('');
  useEffect(() => {
    read(url('dispositions', 'lost')).then(setLost, problem => setSaid(problem.message));
  }, []);
  if (!said && lost.length === 0) {
    return null;
  }
  return html`<${Section}
    title="数据恢复后遗失的处置"
    hint="数据库恢复以前已发给平台、恢复后本系统没有记录的；案件还在的由办案人员核对，案件也丢失的没有任务，请向平台协查专员核对"
  >
    <${Said} text=${said} failed />
    <${Table}
      heads=${['案件编号', '函件和序号', '平台', '措施', '对象', '发出时间', '平台的说法', '办理']}
      rows=${lost.map(one => [
        one.caseNo ? (one.dispositionId ? html`<a href=${casePage(one.caseNo)}>${one.caseNo}</a>` : one.caseNo) : '不详',
        one.number,
        one.platformName,
        one.lifts ? html`解除：${one.measureTitle}<br /><${Quiet}>${one.lifts}<//>` : one.measureTitle || '不详',
        one.target || '不详',
        moment(one.sentAt),
        one.says || '还没有查到',
        one.lifts && one.state === 'OPEN' ? '办案人员在“跟踪处置与申诉”中选择解除，批准后不再提交平台' : FATES[one.state]
      ])}
    />
  <//>`;
}

const HEADS_OF_BUREAU = ['unitHead', 'bureauHead', 'chiefHead'];

function Page() {
  const [told, setTold] = useState(null);
  const [said, setSaid] = useState('');
  const supervises = me().roles.includes('supervisor');
  const heads = me().roles.some(role => HEADS_OF_BUREAU.includes(role));
  useEffect(() => {
    if (heads && !supervises) {
      document.querySelector('header h1').textContent = '工作量';
    }
    if (supervises) {
      read(url('supervision', 'numbers') + query(under ? {under} : {})).then(setTold, problem => setSaid(problem.message));
    }
  }, []);
  if (!me().userId) {
    return html`<${SignInFirst} />`;
  }
  if (!supervises) {
    return heads
      ? html`<${Lost} /><${Workload} />`
      : html`<${None}>只有督办人员可以查看监督总览，只有本单位负责人可以查看各人工作量。需要查看的请联系本单位管理员调整岗位。<//>`;
  }
  if (told && told.parts.length === 0) {
    return html`<${None}>这个单位不在您所督办的范围内。<a href="/oversight">返回监督总览</a><//>`;
  }
  return html`<${Said} text=${said} failed />${heads && !under && html`<${Lost} /><${Workload} />`}${told && html`<${Told} told=${told} />`}`;
}

await learn();
const place = document.querySelector('main');
place.replaceChildren();
render(html`<${Page} />`, place);
