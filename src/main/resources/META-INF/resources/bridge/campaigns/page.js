// 联合行动: the campaigns of a bureau; of one its members, its numbers, and the pool in which subjects are claimed.
import {html, render, useEffect, useRef, useState} from '/bridge/lib/preact.js';
import {casePage, post, query, read, url} from '/camunda/app/tasklist/scripts/casefile/api.js';
import {count} from '/camunda/app/tasklist/scripts/casefile/figures.js';
import {Facts, joined, None, Quiet, Said, SignInFirst, Table, Tag} from '/camunda/app/tasklist/scripts/casefile/parts.js';
import {learn, me} from '/bridge/me.js';
import {day} from '/bridge/time.js';
import {Together} from './together.js';
import {Meetings, Owed} from './meetings.js';
import {Report} from './report.js';
import {Rings} from './rings.js';
import {Begin, Check, Deeds, Fill, Place} from './work.js';

const isOne = (...roles) => roles.some(role => me().roles.includes(role));
/** Who ordered the campaign from above reads it only. */
const works = ({campaign}) => !campaign.reads && isOne('officer', 'unitHead');

/** What the address says behind #: the campaign, and which of its rows. */
const where = () => Object.fromEntries(new URLSearchParams(location.hash.slice(1)));
const link = place => `/campaigns#${new URLSearchParams(place)}`;

function Campaigns({campaigns}) {
  return campaigns.length === 0
    ? html`<${None}>本单位没有牵头、参加或者部署的联合行动。需要组织的，在工作台的“发起”中选择“联合行动”。<//>`
    : html`<${Table}
        heads=${['名称', '编号', '牵头单位', '时间', '状态']}
        rows=${campaigns.map(one => [
          html`<a href=${link({case: one.caseNo})}>${one.title}</a>`,
          one.caseNo,
          one.leads ? '本局' : one.lead,
          `${one.from} 至 ${one.to}`,
          one.stateTitle
        ])}
      />`;
}

/** Each number leads to its rows. */
const Figure = ({n, place}) => (n ? html`<a href=${link(place)}>${count(n)}</a>` : html`<${Quiet}>0<//>`);

/** By bureau and platform, and of all. @param columns each with its title, the number of a row, and what else leads to the rows behind that */
function Numbers({one, kind, rows, columns}) {
  const at = {case: one.campaign.caseNo};
  const figures = (row, place) =>
    columns.map(({number, which}) => html`<${Figure} n=${number(row)} place=${{...place, ...which}} />`);
  return html`<${Table}
    kind=${kind}
    heads=${['单位', '平台', ...columns.map(({title}) => title)]}
    rows=${[
      ...rows.map(row => [
        row.bureauName,
        row.platformName,
        ...figures(row, {...at, bureau: row.bureau || '', platform: row.platform})
      ]),
      ['合计', '', ...figures({subjects: one.subjects, stages: one.totals, failed: one.failed}, at)]
    ]}
  />`;
}

const stageColumn = ({code, title}) => ({title, number: row => row.stages[code], which: {stage: code}});

const Milestones = ({one}) => html`<${Numbers}
  one=${one} kind="cp-numbers" rows=${one.numbers} columns=${[{title: '检查对象', number: row => row.subjects}, ...one.stages.map(stageColumn)]}
/>`;

/** Of what was checked. */
const Failed = ({one}) => html`<${Numbers}
  one=${one} kind="cp-numbers cp-failed" rows=${one.numbers.filter(row => row.stages.CHECKED)}
  columns=${[
    stageColumn(one.stages.find(({code}) => code === 'CHECKED')),
    ...one.checks.map(({code, title}) => ({title, number: row => row.failed[code], which: {failed: code}}))
  ]}
/>`;

const ownName = ({campaign, members}) =>
  campaign.leads ? campaign.lead : members.find(({bureau}) => me().organisations.includes(bureau))?.name;

/** What its holder found. */
const wrong = ({checks}, {results}) =>
  checks.filter(({code}) => results[code] === 'IRREGULAR').map(({title}) => `${title}异常`).join('、');

/** What a person can do with a subject; the button is read out with its shop. */
function Doing({one, subject, busy, act, begin, check}) {
  const button = (text, press, title) =>
    html`<button
      type="button" class="btn btn-default btn-sm" disabled=${busy} title=${title} aria-label=${`${text} ${subject.shopId}`} onClick=${press}
    >${text}</button> `;
  const doing = what => () => act('subjects', subject.id, what);
  const together = () =>
    window.confirm('撤下与这家网店一起加入、还没有单位认领的全部网店？') && act('lists', subject.ownList, 'remove');
  if (!subject.holder) {
    const helps = subject.helpers.includes(ownName(one));
    const claim = subject.claimable
      ? button('认领', doing('claim'))
      : html`${!helps && button('报名协办', doing('help'), '由先行认领的单位办理，本局协办')}${button('本局已立案', doing('claim'), '本局已经就这家网店立案的，可以认领')}`;
    return html`${claim}${subject.ownList && html`${button('撤下', doing('remove'))}${button('整批撤下', together)}`}`;
  }
  if (!subject.ours) {
    return html`${!subject.helpers.includes(ownName(one)) && button('协办', doing('help'))}${button('本局先立案', doing('claim'), '本局立案更早的，转由本局办理')}`;
  }
  const officer = isOne('officer');
  return html`${officer && button('检查', () => check(subject), '记录检查结果')}${!subject.ownCase && html`${officer && button('转为线索', () => begin(subject))}${button('退回名单', doing('release'))}`}`;
}

/** Where it trades, who is competent there, and until when only that bureau claims it. @param correct undefined where nothing can be changed */
const Where = ({subject, correct}) => html`${subject.place
    ? html`<span title=${`依据：${subject.placeBasis}`}>${subject.place}</span>`
    : html`<${Quiet}>不明<//>`}${correct &&
  html` <button type="button" class="btn btn-link" aria-label=${`更正经营地 ${subject.shopId}`} onClick=${correct}>${subject.place ? '更正' : '填写'}</button>`}${subject
    .competent.length > 0 &&
  html`<br /><${Quiet}>管辖：${subject.competent.join('、')}${!subject.competentTakesPart && '（未参加）'}<//>`}${subject.firstUntil &&
  html` <${Tag} kind="state">${`优先至 ${subject.firstUntil}`}<//>`}`;

/** Which rows they are. */
function Shown({one, place}) {
  const heading = useRef();
  const {bureau, platform, stage, failed, week, ours} = place;
  const of = joined(
    [
      bureau !== undefined && (one.numbers.find(row => (row.bureau || '') === bureau)?.bureauName ?? '尚未认领'),
      ours && '本单位管辖的',
      one.platforms.find(({code}) => code === platform)?.title,
      one.stages.find(({code}) => code === stage)?.title,
      one.checks.filter(({code}) => code === failed).map(({title}) => `${title}异常`)[0],
      week && (Date.parse(week) + 6 * 86400_000 < Date.parse(one.campaign.from) ? '行动开始前' : `${week} 起的一周`)
    ],
    '，'
  );
  // Who pressed a number or turned the page wants to see the rows, which may stand below the screen.
  useEffect(() => {
    if (of || place.page) {
      heading.current.scrollIntoView();
      heading.current.focus({preventScroll: true});
    }
  }, [bureau, platform, stage, failed, week, ours, place.page]);
  return html`<h2 ref=${heading} tabindex="-1">检查对象${of && html`：${of}　<a class="cp-all" href=${link({case: place.case})}>显示全部</a>`}</h2>`;
}

function Pool({one, place, changed, version}) {
  const [page, set] = useState(null);
  const [said, say] = useState({});
  const [busy, setBusy] = useState(false);
  const [begun, begin] = useState(null);
  const [checked, check] = useState(null);
  const [misplaced, correct] = useState(null);
  const [seen, see] = useState(null);
  const {bureau, platform = '', stage = '', failed = '', week = '', ours = ''} = place;
  const number = Math.max(0, Number(place.page) || 0);
  const open = one.campaign.state === 'RUNNING' && works(one);
  useEffect(() => {
    // Of two answers that cross only the later question's is shown.
    const gone = new AbortController();
    const filter = {...(bureau === undefined ? {} : {bureau}), platform, stage, failed, week, ours: ours ? 'true' : '', page: number};
    read(url('campaigns', place.case, 'subjects') + query(filter), gone.signal).then(set, problem =>
      say({text: problem.message, failed: true})
    );
    return () => gone.abort();
  }, [bureau, platform, stage, failed, week, ours, number, version]);

  async function act(...what) {
    setBusy(true);
    try {
      await post(url('campaigns', place.case, ...what), {});
      say({});
    } catch (problem) {
      say({text: problem.message, failed: true});
    } finally {
      setBusy(false);
      changed();
    }
  }

  const claimOwn = () =>
    window.confirm(`由本局认领实际经营地属于本局管辖、还没有单位认领的全部 ${count(one.oursToClaim)} 个检查对象？`) && act('claims');

  const turn = (to, text) => html`<a href=${link({...place, page: to})}>${text}</a>`;
  return html`<${Shown} one=${one} place=${place} />
    <p>${!ours && html`<a href=${link({case: place.case, ours: 1})}>本单位管辖的</a>　`}${open &&
      one.oursToClaim > 0 &&
      html`<button type="button" class="btn btn-default btn-sm" disabled=${busy} onClick=${claimOwn}>认领本单位管辖的 ${count(one.oursToClaim)} 个</button>`}</p>
    <${Said} text=${said.text} failed=${said.failed} />
    ${page && page.subjects.length === 0 && html`<${None}>${one.subjects ? '没有这样的检查对象。' : '名单中还没有检查对象。'}<//>`}
    ${page?.subjects.length > 0 &&
    html`<${Table}
      kind="cp-pool"
      heads=${['平台', '网店', '统一社会信用代码', '实际经营地', '办理单位', '协办单位', '进展', '本局案件', ...(open ? ['办理'] : [])]}
      rows=${page.subjects.map(subject => [
        subject.platformName,
        joined([subject.shopId, subject.shopName]),
        html`${subject.creditCode}${subject.sameOperator > 0 && html`<br /><${Quiet}>同一经营者另有 ${count(subject.sameOperator)} 家<//>`}`,
        html`<${Where} subject=${subject} correct=${open && (!subject.holder || subject.ours) && (() => correct(subject))} />`,
        subject.holder
          ? html`<button
              type="button" class="btn btn-link" title="认领经过" aria-label=${`${subject.ours ? '本局' : subject.holderName}，${subject.shopId} 的认领经过`} onClick=${() => see(subject)}
            >${subject.ours ? '本局' : subject.holderName}</button>`
          : html`<${Quiet}>尚未认领<//>`,
        subject.helpers.join('、'),
        html`${subject.listedUntil &&
          html`<${Tag} kind="late">${`挂牌督办，${day(subject.listedUntil)} 前办结`}<//> `}${joined(
            [subject.milestones.join('、'), wrong(one, subject)],
            '；'
          )}`,
        subject.ownCase && html`<a href=${casePage(subject.ownCase)}>${subject.ownCase}</a>`,
        ...(open ? [html`<${Doing} one=${one} subject=${subject} busy=${busy} act=${act} begin=${begin} check=${check} />`] : [])
      ])}
    />`}
    ${(number > 0 || page?.more) &&
    html`<p>第 ${number + 1} 页 ${number > 0 && html`　${turn(number - 1, '上一页')}`}${page?.more && html`　${turn(number + 1, '下一页')}`}</p>`}
    ${begun && html`<${Begin} one=${one} subject=${begun} begun=${changed} close=${() => begin(null)} />`}
    ${checked && html`<${Check} one=${one} subject=${checked} done=${changed} close=${() => check(null)} />`}
    ${misplaced && html`<${Place} one=${one} subject=${misplaced} done=${changed} close=${() => correct(null)} />`}
    ${seen && html`<${Deeds} one=${one} subject=${seen} close=${() => see(null)} />`}`;
}

function Campaign({place}) {
  const [one, set] = useState(null);
  const [version, next] = useState(0);
  const [said, say] = useState({});
  useEffect(() => {
    const gone = new AbortController();
    read(url('campaigns', place.case), gone.signal).then(set, problem => say({text: problem.message, failed: true}));
    return () => gone.abort();
  }, [version]);
  const changed = () => next(now => now + 1);
  if (!one) {
    return html`<${Said} text=${said.text || '正在读取……'} failed=${said.failed} />
      ${said.failed && html`<p><a href=${link({})}>全部联合行动</a></p>`}`;
  }
  const {campaign} = one;
  if (place.view) {
    return html`<p><a href=${link({})}>全部联合行动</a>　<a href=${link({case: campaign.caseNo})}>${campaign.title}</a></p>
      ${place.view === 'rings' ? html`<${Rings} one=${one} />` : place.view === 'meetings' ? html`<${Meetings} one=${one} open=${campaign.state === 'RUNNING'} works=${works(one)} />` : html`<${Report} one=${one} lead=${link} />`}`;
  }
  return html`<p><a href=${link({})}>全部联合行动</a></p>
    <h2>${campaign.title}　<${Tag} kind=${campaign.state === 'RUNNING' ? 'state' : 'done'}>${campaign.stateTitle}<//></h2>
    <${Facts}
      pairs=${[
        ['部署单位', campaign.reads ? '本局' : campaign.orderedBy],
        ['牵头单位', campaign.leads ? '本局' : campaign.lead],
        ['时间', `${campaign.from} 至 ${campaign.to}`],
        ['法律依据', one.basis],
        ['检查事项', `${one.checks.map(({title}) => title).join('、')}（检查清单${one.checklist}）`],
        ['管辖优先', one.priorityUntil ? `至 ${one.priorityUntil}（${one.priorityDays} 个工作日）` : '不设'],
        ['计划检查', one.quota && `${count(one.quota)} 家`],
        ['成员单位', one.members.map(({name, stateTitle, ordered}) => `${name}（${stateTitle}${ordered ? '，上级部署' : ''}）`).join('、')],
        ['提前结束的理由', one.endReason],
        ['案卷', html`<a href=${casePage(campaign.caseNo)}>${campaign.caseNo}</a>`]
      ]}
    />
    <${Owed} caseNo=${campaign.caseNo} lead=${link} />
    <h2>办理情况</h2>
    <p>检查对象 ${count(one.subjects)} 个（网店），经营者 ${count(one.operators)} 户，已认领 ${count(one.claimed)} 个。数字由系统按办理记录统计，点击可以看到是哪些。</p>
    <p><a href=${link({case: campaign.caseNo, view: 'report'})}>统计表和图</a>　<a href=${link({case: campaign.caseNo, view: 'meetings'})}>会商记录</a>　<a href=${link({case: campaign.caseNo, view: 'rings'})}>团伙串并</a></p>
    ${one.subjects > 0 && html`<${Milestones} one=${one} />`}
    ${one.totals.CHECKED > 0 && html`<h2>检查发现的异常</h2><${Failed} one=${one} />`}
    ${campaign.state === 'RUNNING' && works(one) && html`<${Fill} one=${one} done=${changed} />`}
    <${Together} one=${one} version=${version} changed=${changed} />
    <${Pool} one=${one} place=${place} changed=${changed} version=${version} />`;
}

function Page() {
  const [place, go] = useState(where());
  const [campaigns, set] = useState(null);
  const [said, say] = useState({});
  useEffect(() => {
    const moved = () => go(where());
    window.addEventListener('hashchange', moved);
    return () => window.removeEventListener('hashchange', moved);
  }, []);
  useEffect(() => {
    const gone = new AbortController();
    if (me().userId && !place.case) {
      read(url('campaigns'), gone.signal).then(set, problem => say({text: problem.message, failed: true}));
    }
    return () => gone.abort();
  }, [place.case]);
  if (!me().userId) {
    return html`<${SignInFirst} />`;
  }
  if (place.case) {
    return html`<${Campaign} key=${place.case} place=${place} />`;
  }
  return html`<${Said} text=${said.text} failed=${said.failed} />${campaigns && html`<${Campaigns} campaigns=${campaigns} />`}`;
}

await learn();
const main = document.querySelector('main');
main.replaceChildren();
render(html`<${Page} />`, main);
