// 联合行动: the campaigns of a bureau; of one its members, its numbers, and the pool in which subjects are claimed.
import {html, render, useEffect, useRef, useState} from '/bridge/lib/preact.js';
import {casePage, post, query, read, url} from '/camunda/app/tasklist/scripts/casefile/api.js';
import {count} from '/camunda/app/tasklist/scripts/casefile/figures.js';
import {None, Quiet, Said, Table, joined} from '/camunda/app/tasklist/scripts/casefile/parts.js';
import {learn, me} from '/bridge/me.js';

const works = () => ['officer', 'unitHead'].some(role => me().roles.includes(role));

/** What the address says behind #: the campaign, and which of its rows. */
const where = () => Object.fromEntries(new URLSearchParams(location.hash.slice(1)));
const link = place => `/campaigns#${new URLSearchParams(place)}`;

function Campaigns({campaigns}) {
  return campaigns.length === 0
    ? html`<${None}>本单位没有牵头或者参加的联合行动。需要组织的，在工作台的“发起”中选择“联合行动”。<//>`
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

function Numbers({one}) {
  const at = {case: one.campaign.caseNo};
  return html`<${Table}
    kind="cp-numbers"
    heads=${['单位', '平台', '检查对象', ...one.stages.map(({title}) => title)]}
    rows=${[
      ...one.numbers.map(row => {
        const place = {...at, bureau: row.bureau || '', platform: row.platform};
        return [
          row.bureauName,
          row.platformName,
          html`<${Figure} n=${row.subjects} place=${place} />`,
          ...one.stages.map(({code}) => html`<${Figure} n=${row.stages[code]} place=${{...place, stage: code}} />`)
        ];
      }),
      [
        html`<strong>合计</strong>`,
        '',
        html`<${Figure} n=${one.subjects} place=${at} />`,
        ...one.stages.map(({code}) => html`<${Figure} n=${one.totals[code]} place=${{...at, stage: code}} />`)
      ]
    ]}
  />`;
}

/** By hand, from a file, or from what the bureau works on already. */
function Fill({one, done}) {
  const form = useRef();
  const [said, say] = useState({});
  const address = what => url('campaigns', one.campaign.caseNo, what);

  async function add(event) {
    event.preventDefault();
    const {list, file, own} = form.current.elements;
    try {
      let text = '';
      if (own.value.trim()) {
        await post(address('cases'), {caseNo: own.value.trim()});
        text = '已加入并由本局认领。';
      }
      const rows = [list.value, ...(await Promise.all([...file.files].map(one => one.text())))].join('\n').trim();
      if (rows) {
        const {added} = await post(address('subjects'), {list: rows});
        text += `新加入 ${count(added)} 个检查对象，已在名单中的不重复。`;
      }
      say(text ? {text} : {text: '请填写网店、选择名单文件，或者填写本局线索、案件的编号。', failed: true});
      if (text) {
        form.current.reset();
        done();
      }
    } catch (problem) {
      say({text: problem.message, failed: true});
    }
  }

  return html`<details class="cp-fill">
    <summary>加入检查对象</summary>
    <form ref=${form} onSubmit=${add} aria-label="加入检查对象">
      <label><span>每行一个：平台代码,网店ID,统一社会信用代码,网店名称（后两项可以不填）</span>
        <textarea class="form-control" name="list" rows="3" placeholder=${`${one.platforms[0].code},S1234567`}></textarea></label>
      <label><span>名单文件（CSV，列同上）</span><input class="form-control" type="file" name="file" accept=".csv,.txt" /></label>
      <label><span>本局线索、案件的编号</span><input class="form-control" name="own" /></label>
      <button type="submit" class="btn btn-primary">加入</button>
      <span>平台代码：${one.platforms.map(({code, title}) => `${title} ${code}`).join('、')}</span>
    </form>
    <${Said} text=${said.text} failed=${said.failed} />
  </details>`;
}

/** What the clue says at first; the officer changes it as he sees fit. */
function Begin({one, subject, begin}) {
  const form = useRef();
  const content = `${one.campaign.title}检查对象：${subject.platformName}网店 ${subject.shopId}。检查事项：${one.checks.join('、')}。`;
  return html`<form class="cp-begin" ref=${form} aria-label="转为线索" onSubmit=${event => {
    event.preventDefault();
    const {cause, content: words} = form.current.elements;
    begin({cause: cause.value, content: words.value});
  }}>
    <label><span>案由</span><input class="form-control" name="cause" required maxlength="200" /></label>
    <label><span>案源内容</span><textarea class="form-control" name="content" rows="3" required>${content}</textarea></label>
    <button type="submit" class="btn btn-primary btn-sm">登记线索</button>
  </form>`;
}

function Doing({one, subject, act}) {
  const [open, set] = useState(false);
  if (one.campaign.state !== 'RUNNING' || !works()) {
    return null;
  }
  const button = (what, text, content) =>
    html`<button type="button" class="btn btn-default btn-sm" onClick=${() => act(subject, what, content)}>${text}</button>`;
  if (!subject.holder) {
    return button('claim', '认领');
  }
  if (!subject.ours) {
    return html`${button('claim', '本局先立案')} ${button('help', '协办')}`;
  }
  return subject.ownCase
    ? null
    : html`<button type="button" class="btn btn-default btn-sm" onClick=${() => set(!open)}>转为线索</button>
        ${button('release', '退回名单')}
        ${open && html`<${Begin} one=${one} subject=${subject} begin=${content => act(subject, 'clue', content)} />`}`;
}

function Pool({one, place, changed, version}) {
  const [page, set] = useState(null);
  const [said, say] = useState({});
  const {bureau, platform = '', stage = '', page: number = 0} = place;
  const list = () =>
    read(
      url('campaigns', place.case, 'subjects') +
        query({...(bureau === undefined ? {} : {bureau}), platform, stage, page: number})
    ).then(set, problem => say({text: problem.message, failed: true}));
  useEffect(() => {
    list();
  }, [place.case, bureau, platform, stage, number, version]);

  async function act(subject, what, content) {
    try {
      await post(url('campaigns', place.case, 'subjects', subject.id, what), content);
      say({});
      changed();
    } catch (problem) {
      say({text: problem.message, failed: true});
    }
    list();
  }

  const of = [
    bureau !== undefined && (one.numbers.find(row => (row.bureau || '') === bureau)?.bureauName ?? bureau),
    one.platforms.find(({code}) => code === platform)?.title,
    one.stages.find(({code}) => code === stage)?.title
  ];
  return html`<h2>检查对象${joined(of, '，') && html`：${joined(of, '，')} <a href=${link({case: place.case})}>显示全部</a>`}</h2>
    <${Said} text=${said.text} failed=${said.failed} />
    ${page && page.subjects.length === 0 && html`<${None}>没有这样的检查对象。<//>`}
    ${page?.subjects.length > 0 &&
    html`<${Table}
      heads=${['平台', '网店', '统一社会信用代码', '办理单位', '协办单位', '进展', '本局案件', '办理']}
      rows=${page.subjects.map(subject => [
        subject.platformName,
        joined([subject.shopId, subject.shopName]),
        subject.creditCode,
        subject.ours ? '本局' : subject.holderName || html`<${Quiet}>尚未认领<//>`,
        subject.helpers.join('、'),
        subject.milestones.join('、'),
        subject.ownCase && html`<a href=${casePage(subject.ownCase)}>${subject.ownCase}</a>`,
        html`<${Doing} key=${subject.id} one=${one} subject=${subject} act=${act} />`
      ])}
    />`}
    ${page?.more && html`<p><a href=${link({...place, page: Number(number) + 1})}>下一页</a></p>`}`;
}

function Campaign({place}) {
  const [one, set] = useState(null);
  const [version, next] = useState(0);
  const [said, say] = useState({});
  useEffect(() => {
    read(url('campaigns', place.case)).then(set, problem => say({text: problem.message, failed: true}));
  }, [place.case, version]);
  const changed = () => next(version + 1);
  if (!one) {
    return html`<${Said} text=${said.text || '正在读取……'} failed=${said.failed} />`;
  }
  const {campaign} = one;
  return html`<p><a href="/campaigns#">返回</a></p>
    <h2>${campaign.title}（${campaign.stateTitle}）</h2>
    <p>${joined([
      `牵头单位：${campaign.leads ? '本局' : campaign.lead}`,
      `${campaign.from} 至 ${campaign.to}`,
      one.basis,
      `检查事项：${one.checks.join('、')}`,
      one.quota && `计划检查 ${count(one.quota)} 家`,
      one.endReason && `提前结束的理由：${one.endReason}`
    ])}　<a href=${casePage(campaign.caseNo)}>案卷 ${campaign.caseNo}</a></p>
    <p>成员单位：${one.members.map(({name, stateTitle}) => `${name}（${stateTitle}）`).join('、')}</p>
    <h2>办理情况</h2>
    <p>检查对象 ${count(one.subjects)} 个（网店），经营者 ${count(one.operators)} 户，已认领 ${count(one.claimed)} 个。数字由系统按办理记录统计，点击可以看到各行。</p>
    <${Numbers} one=${one} />
    ${campaign.state === 'RUNNING' && works() && html`<${Fill} one=${one} done=${changed} />`}
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
    if (me().userId && !place.case) {
      read(url('campaigns')).then(set, problem => say({text: problem.message, failed: true}));
    }
  }, [place.case]);
  if (!me().userId) {
    return html`<p>请先<a href="/camunda/app/tasklist/default/">登录</a>，再刷新本页。</p>`;
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
