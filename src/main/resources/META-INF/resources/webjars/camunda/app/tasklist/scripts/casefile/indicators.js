// 刷单研判: what the records say about brushing, and what an officer makes of it.
import {html, useEffect, useState} from '/bridge/lib/preact.js';
import {act, post, query, read, send, url} from './api.js';
import {count, moment, money} from './figures.js';
import {Quiet, Said, Section, Table, Tag} from './parts.js';
import {Bars, Days} from '../desk/charts.js';

const ASK_AGAIN = 3000;

/** A bar of the report as the charts take it: the suspicious ones beside all. */
const bar = ({name, orders, suspicious, payment, suspiciousPayment}) => ({
  value: name,
  count: orders,
  marked: suspicious,
  amounts: [
    {column: 'payment', count: orders, sum: payment ?? 0},
    {column: 'suspicious', count: suspicious, sum: suspiciousPayment ?? 0}
  ]
});

const yuan = amount => (amount == null ? '金额不详' : `${money(amount)} 元`);

const groups = bars => bars.map(bar);

function Part({part, file}) {
  const computed = part.state === 'COMPUTED';
  return html`<details class="cf-dataset">
    <summary>
      <strong>${`${part.id} ${part.title}`}</strong>
      ${computed
        ? html`<${Tag} kind=${part.orders ? 'late' : 'done'}>${`${count(part.orders)} 笔订单`}<//>`
        : html`<${Tag}>不可计算<//>`}
      <${Quiet}>${computed ? `${part.points} 分 × ${count(part.orders)} 笔 ÷ 全部订单 ＝ ${part.score}${part.unlooked.length ? '；有的内容没有看' : ''}` : part.missing.join('，')}<//>
    </summary>
    <p class="cf-explain">${part.definition}。</p>
    <p class="cf-quiet">${[`每笔 ${part.points} 分`, ...Object.entries(part.thresholds).map(([name, value]) => `${name} ${value}`)].join('；')}</p>
    <p class="cf-quiet">${`涉及：${part.law}`}</p>
    ${part.unlooked.length > 0 && html`<p class="cf-hint">${`没有看或者没有看全的部分——${part.unlooked.join('；')}。`}</p>`}
    ${part.rows.length > 0 &&
    html`<${Table} heads=${['订单号', '事实']} rows=${part.rows.map(({tid, fact}) => [tid, fact])} kind="cf-table-data cf-whole" />
      <p class="cf-hint">
        ${part.rowCount > part.rows.length ? `共 ${count(part.rowCount)} 行，显示前 ${part.rows.length} 行。` : `共 ${count(part.rowCount)} 行。`}
        ${' '}<a href=${url('cases', file.caseNo, 'indicators', part.id, 'rows.csv')} download="" target="_self">导出全部</a>
      </p>`}
  </details>`;
}

/** The busiest buyers of a ring, a row each, by receiver or shop. */
function Ring({ring}) {
  return html`<section>
    <h5>${ring.title}</h5>
    <${Table}
      heads=${['', ...ring.columns]}
      rows=${ring.orders.map((row, at) => [`买家${at + 1}`, ...row.map(orders => orders || '')])}
      kind="cf-matrix"
    />
  </section>`;
}

function Charts({look: {charts}}) {
  const by = {amount: 'payment', marked: '可疑'};
  return html`<details class="cf-records">
    <summary><strong>图表</strong></summary>
    <div class="dk-charts">
      <${Days} summary=${{groups: groups(charts.days), groupCount: charts.days.length}} title="实付金额" ...${by} />
      <${Bars} title="最常见的单价" groups=${groups(charts.prices)} name=${value => `${money(value)} 元`} ...${by} />
      <${Bars} title="下单到评价（有评价的订单）" groups=${groups(charts.hours)} name=${value => value} ...${by} />
      <${Bars} title="收货省份" groups=${groups(charts.places)} name=${value => value} ...${by} />
      ${charts.rings.map(ring => html`<${Ring} ring=${ring} />`)}
    </div>
  </details>`;
}

/** What an order's points come from: each indicator's, and the facts by which it shows it. */
function Reasons({order: {indicators, facts, points}, look}) {
  const own = id => look.indicators.find(part => part.id === id).points;
  return html`${indicators.map(id => html`<div>${`${id} ${own(id)} 分　${facts.filter(({indicator}) => indicator === id).map(({fact}) => fact).join('；')}`}</div>`)}
    <div><${Quiet}>${`${indicators.map(own).join(' ＋ ')} ＝ ${points}`}<//></div>`;
}

/** How many orders are held to be invented by what was decided last. */
const standing = ({decisions: [last]}) => (last && last.confirmed ? last.orders : 0);

/** Which orders an officer holds to be invented; all are ticked, he takes away what he does not. */
function Decision({look, file, done}) {
  const [left, setLeft] = useState(() => new Set());
  const [reason, setReason] = useState('');
  const [said, say] = useState({});
  const listed = look.suspiciousOrders;

  function toggle(tid) {
    const now = new Set(left);
    now.delete(tid) || now.add(tid);
    setLeft(now);
  }

  async function decide(decision) {
    say({});
    try {
      const orders = listed.map(({tid}) => tid).filter(tid => !left.has(tid));
      done(await post(url('cases', file.caseNo, 'indicators', 'decisions'), {
        reportId: look.id,
        decision,
        reason,
        ...(decision === 'confirm' ? {orders} : {})
      }));
      setReason('');
      say({text: decision === 'confirm' ? '已经认定；报告已作为证据封存，所选订单会带入删除虚假销量的处置。' : '已经记下，不认定。'});
    } catch ({message}) {
      say({text: message, failed: true});
    }
  }

  return html`<details class="cf-records" open>
    <summary><strong>${`可疑订单 ${count(look.suspiciousCount)} 笔`}</strong>
      ${look.suspiciousFrom > 0 && html`<${Quiet}>${`　各项分值合计不低于 ${look.suspiciousFrom} 分`}<//>`}</summary>
    ${look.suspiciousCount > listed.length && html`<p class="cf-hint">${`显示分值最高的 ${listed.length} 笔。`}</p>`}
    ${listed.length === 0 && html`<p class="cf-hint">${`这次没有发现可疑订单，但最近一次认定的 ${count(standing(look))} 笔仍会列入处置文书。不再认定的，请写明理由后选择“不认定”。`}</p>`}
    ${listed.length > 0 && html`<${Table}
      heads=${['认定', '订单号', '分值', '实付（元）', '依据']}
      rows=${listed.map(order => [
        html`<input type="checkbox" aria-label=${`认定 ${order.tid}`} checked=${!left.has(order.tid)} disabled=${!look.mayDecide} onChange=${() => toggle(order.tid)} />`,
        order.tid,
        order.points,
        order.payment == null ? '—' : money(order.payment),
        html`<${Reasons} order=${order} look=${look} />`
      ])}
      kind="cf-table-data cf-whole"
    />`}
    ${look.mayDecide &&
    html`<label class="cf-reason"><span>理由</span>
        <textarea class="form-control" name="indicator-reason" rows="3" maxlength="2000" value=${reason} onInput=${event => setReason(event.target.value)}></textarea>
      </label>
      <p>
        ${listed.length > 0 && html`<button type="button" class="btn btn-primary btn-sm" onClick=${() => decide('confirm')}>${`认定所选 ${count(listed.length - left.size)} 笔`}</button>`}
        ${' '}<button type="button" class="btn btn-default btn-sm" onClick=${() => decide('reject')}>不认定</button>
      </p>`}
    <p class="cf-hint">认定和不认定都会用来检验门槛：<a href=${url('indicators', 'calibration.csv')} download="" target="_self">下载本单位的门槛校准表</a>，供修改门槛时参考。</p>
    <${Said} ...${said} />
  </details>`;
}

function Method({look: {method, tableVersion, parameters, dataHash, sha256, impact, beyond}}) {
  return html`<details class="cf-records">
    <summary><strong>方法、参数和个人信息保护影响</strong></summary>
    <${Table}
      heads=${['项目', '内容']}
      rows=${[
        ['方法', method],
        ['阈值表', `第 ${tableVersion.split(':')[1]} 版`],
        ['参数', Object.entries(parameters).map(([name, value]) => `${name} ${value}`).join('；')],
        ...beyond.map(one => ['没有看的', one]),
        ['数据校验值（SHA-256）', dataHash],
        ['报告校验值（SHA-256）', sha256],
        ['目的', impact.purpose],
        ['使用的记录', `${impact.data}，涉及买家 ${count(impact.persons)} 人`],
        ['影响', impact.effect],
        ['保护', impact.protection]
      ]}
    />
  </details>`;
}

const Made = ({decisions}) =>
  decisions.length > 0 &&
  html`<${Table}
    heads=${['时间', '办案人员', '决定', '理由']}
    rows=${decisions.map(one => [
      moment(one.decidedAt),
      one.decidedBy,
      one.confirmed ? `认定 ${count(one.orders)} 笔` : '不认定',
      one.reason
    ])}
  />`;

function Look({look, file, done}) {
  const computed = look.indicators.filter(({state}) => state === 'COMPUTED');
  return html`<p>
      <strong>${`总分 ${look.score}`}</strong>
      ${`（每笔订单平均分，为 ${computed.length} 项之和：${computed.filter(({score}) => score > 0).map(({id, score}) => `${id} ${score}`).join(' ＋ ') || '0'}）`}
      ${`　全部订单 ${count(look.orders)} 笔，实付 ${yuan(look.payment)}；可疑 ${count(look.suspiciousCount)} 笔，${yuan(look.suspiciousPayment)}`}
    </p>
    <p class="cf-hint">分值只提示哪些订单需要核实，不是结论；是否属于虚假交易由办案人员决定。</p>
    ${look.indicators.map(part => html`<${Part} key=${part.id} part=${part} file=${file} />`)}
    <${Charts} look=${look} />
    ${(look.suspiciousCount > 0 || standing(look) > 0) && html`<${Decision} key=${look.id} look=${look} file=${file} done=${done} />`}
    <${Made} decisions=${look.decisions} />
    ${look.unlisted > 0 && html`<p class="cf-hint" role="status">${`最近一次认定的订单中，有 ${count(look.unlisted)} 笔不会列入任何处置文书：本案涉及多家网店，而这些订单属于哪家网店没有记录。请重新研判后再认定；交易记录不是按网店调取的，请先按网店调取。`}</p>`}
    <${Method} look=${look} />`;
}

/** A list of waybills that were sold as empty parcels, a waybill a line: the next look knows them (B1). */
function EmptyParcels() {
  const [said, say] = useState({});

  async function add(event) {
    event.preventDefault();
    const {source, list} = event.target;
    say({});
    try {
      const {version, waybills} = await send(url('empty-parcels') + query({source: source.value}), list.files[0] || '', () => {});
      say({text: `已经载入：第 ${version} 版名单，运单号 ${count(waybills)} 个。重新研判时采用。`});
    } catch ({message}) {
      say({text: message, failed: true});
    }
  }

  return html`<details class="cf-records">
    <summary><strong>载入空包名单</strong></summary>
    <form class="cf-records-body" onSubmit=${add}>
      <label class="cf-reason"><span>来源</span>
        <input class="form-control" name="source" maxlength="200" placeholder="例如扣押清单的文号" /></label>
      <label class="cf-reason"><span>名单文件（文本，每行一个运单号）</span>
        <input class="form-control" type="file" name="list" accept=".txt,.csv" /></label>
      <p><button class="btn btn-default btn-sm">载入</button></p>
      <p class="cf-hint">名单归本单位，供本单位所有案件研判使用；以前的版本和按以前版本作出的研判不变。</p>
      <${Said} ...${said} />
    </form>
  </details>`;
}

function Panel({file}) {
  const [look, setLook] = useState(null);
  const [said, say] = useState({});
  const [busy, wait] = useState(false);
  const address = url('cases', file.caseNo, 'indicators');

  useEffect(() => {
    read(address).then(setLook, problem => problem.status === 404 || say({text: problem.message, failed: true}));
  }, []);
  useEffect(() => {
    if (look && look.state === 'RUNNING') {
      const again = setTimeout(() => read(address).then(setLook, () => {}), ASK_AGAIN);
      return () => clearTimeout(again);
    }
  }, [look]);

  async function begin() {
    wait(true);
    say({});
    try {
      setLook(await act(address));
    } catch ({message}) {
      say({text: message, failed: true});
    }
    wait(false);
  }

  return html`<p>
      <button type="button" class="btn btn-default btn-sm" disabled=${busy || (look && look.state === 'RUNNING')} onClick=${begin}>
        ${busy || (look && look.state === 'RUNNING') ? '正在研判……' : look ? '重新研判' : '发起研判'}
      </button>
      ${' '}${look && html`<${Quiet}>${`${look.startedBy}　${moment(look.startedAt)}`}<//>`}
    </p>
    <${Said} ...${said} />
    ${document.documentElement.dataset.roles?.split(' ').includes('officer') && html`<${EmptyParcels} />`}
    ${look && look.failure && html`<p class="cf-problem" role="alert">${look.failure}</p>`}
    ${look && look.state === 'DONE' && html`<${Look} look=${look} file=${file} done=${setLook} />`}`;
}

/** There where trade records are. */
export function Indicators({file}) {
  const [isOpen, open] = useState(false);
  return (
    file.datasets.some(item => item.dataset === 'TRADE' && item.rows.length > 0) &&
    html`<${Section} title="刷单研判" hint="对本案记录的提示，不是结论">
      <details class="cf-records" onToggle=${event => event.target.open && open(true)}>
        <summary><strong>研判</strong></summary>
        <div class="cf-records-body">${isOpen && html`<${Panel} file=${file} />`}</div>
      </details>
    <//>`
  );
}
