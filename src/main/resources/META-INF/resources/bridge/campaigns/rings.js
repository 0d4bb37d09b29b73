// 团伙串并: which bureaus let records be joined, and what is found in them. Persons stand under names of the campaign alone.
import {html, useEffect, useState} from '/bridge/lib/preact.js';
import {casePage, post, read, url} from '/camunda/app/tasklist/scripts/casefile/api.js';
import {count, moment} from '/camunda/app/tasklist/scripts/casefile/figures.js';
import {Facts, joined, None, Quiet, Said, Table, Tag} from '/camunda/app/tasklist/scripts/casefile/parts.js';
import {Entry} from './entry.js';

const AGAIN = 3000;

/** What is read from an address, and how to read it again. */
function useRead(address, version) {
  const [found, set] = useState({});
  useEffect(() => {
    const gone = new AbortController();
    read(address, gone.signal).then(content => set({content}), problem => set({failure: problem.message}));
    return () => gone.abort();
  }, [address, version]);
  return found;
}

const answerRow = one => [
  one.platformName,
  one.shopId,
  html`<a href=${casePage(one.ownCase)}>${one.ownCase}</a>`,
  count(one.records)
];
const ANSWER_HEADS = ['平台', '网店', '本局案件', '记录数'];

/** Which of the bureau's records, and what for. */
function Offer({caseNo, done, close}) {
  const {content: answers, failure} = useRead(url('campaigns', caseNo, 'rings', 'records'), 0);
  const [left, leave] = useState([]);
  const content = elements => ({
    answers: answers.map(({requestNo}) => requestNo).filter(one => !left.includes(one)),
    purpose: elements.purpose.value
  });
  return html`<${Entry}
      label="拟办参加团伙串并" kind="cp-rings" button="报部门负责人决定" read=${content}
      send=${what => post(url('campaigns', caseNo, 'rings', 'offers'), what)} done=${done} close=${close}
    >
      <p>选择本局哪些网店的交易记录参加串并。本局负责人同意后才会使用；买家、收货人只以代号出示，其他单位看不到本局的案件和记录。本局已经同意的，负责人同意新的一份后由它代替。下面只列出前 500 家网店的。</p>
      ${!answers && html`<${Said} text=${failure || '正在读取……'} failed=${Boolean(failure)} />`}
      ${answers?.length === 0 && html`<${None}>本局在这次行动中认领并办案的网店，还没有收到交易记录。<//>`}
      ${answers?.length > 0 &&
      html`<${Table}
        heads=${['参加', ...ANSWER_HEADS]}
        rows=${answers.map((one, at) => [
          html`<input
            type="checkbox" aria-label=${`参加：第 ${at + 1} 份，网店 ${one.shopId}`} checked=${!left.includes(one.requestNo)}
            onChange=${({target}) => leave(now => (target.checked ? now.filter(no => no !== one.requestNo) : [...now, one.requestNo]))}
          />`,
          ...answerRow(one)
        ])}
      />`}
      <label><span>串并目的</span><textarea class="form-control" name="purpose" rows="2" maxlength="1000"></textarea></label>
  <//>`;
}

/** One text, for which somebody is asked. */
function Words({label, field, text, button, send, done, close}) {
  return html`<${Entry} label=${label} button=${button} read=${elements => elements.words.value} send=${send} done=${done} close=${close}>
      <p>${text}</p>
      <label><span>${field}</span><textarea class="form-control" name="words" rows="3" maxlength="1000"></textarea></label>
  <//>`;
}

/** What the own bureau does: its assessment, which records, and what may be decided. */
function Own({title, caseNo, own, changed}) {
  const [asked, ask] = useState(null);
  const {impact} = own;
  const at = what => url('campaigns', caseNo, 'rings', 'offers', own.id, what);
  const decide = decision => opinion => post(at('decision'), {decision, opinion});
  const asking = {
    approve: {label: '同意参加团伙串并', field: '审批意见', text: '同意后，所列记录可以与其他同意的单位的记录一起串并。', button: '同意', send: decide('approve')},
    refuse: {label: '不同意参加团伙串并', field: '审批意见', text: '本局的记录不参加串并，本局也看不到串并的结果。', button: '不同意', send: decide('refuse')},
    withdraw: {
      label: '撤回参加团伙串并',
      field: '撤回的理由',
      text: '此后的串并不再使用本局的记录；已经完成的结果保留，标明本局已经撤回，不能再存入案件。',
      button: '撤回',
      send: reason => post(at('withdraw'), {reason})
    }
  };
  const button = (what, kind) => html`<button type="button" class=${`btn ${kind}`} onClick=${() => ask(what)}>${asking[what].button}</button> `;
  return html`<h3>${title}　<${Tag} kind=${own.state === 'APPROVED' ? 'done' : 'state'}>${own.stateTitle}<//></h3>
    <${Facts}
      pairs=${[
        ['串并目的', impact.purpose],
        ['法律依据', impact.basis],
        ['涉及的数据', impact.data],
        ['接收方', impact.receivers],
        ['影响', impact.effect],
        ['保护措施', impact.protection],
        ['拟办时间', moment(own.offeredAt)],
        ['理由', own.reason]
      ]}
    />
    <details><summary>参加串并的记录</summary><${Table} heads=${ANSWER_HEADS} rows=${own.answers.map(answerRow)} /></details>
    <p>${own.mayDecide && html`${button('approve', 'btn-primary')}${button('refuse', 'btn-default')}`}${own.mayWithdraw && button('withdraw', 'btn-default')}</p>
    ${asked && html`<${Words} ...${asking[asked]} done=${changed} close=${() => ask(null)} />`}`;
}

function Ring({ring, names, own}) {
  const mine = own.filter(one => one.ring === ring.ring);
  return html`<section>
    <h3>团伙 ${ring.ring}　<${Quiet}>${ring.kind === '网店' ? '同一批买家在多家网店下单' : '多个买家账号共用收货人'}<//></h3>
    <${Facts}
      pairs=${[
        ['规模', `${count(ring.buyers)} 个买家账号，${count(ring.objects)} ${ring.kind === '网店' ? '家网店' : '个收货人'}，共 ${count(ring.orders)} 笔订单`],
        ['密度', `买家与${ring.kind}的组合中，${ring.filled}% 有订单`],
        ['时间', `${ring.from} 至 ${ring.to}`],
        ['各单位的订单', ring.bureaus.map(({bureau, orders}) => `${names[bureau]} ${count(orders)} 笔`).join('，')],
        [
          '网店',
          ring.shops.map(shop => `${names[shop.platform]} ${shop.shopId}（${count(shop.orders)} 笔）`).join('、') +
            (ring.shopCount > ring.shops.length ? `，只列出前 ${ring.shops.length} 家，共 ${count(ring.shopCount)} 家` : '')
        ]
      ]}
    />
    <${Table} kind="cf-matrix" heads=${['买家代号', ...ring.columns]} rows=${ring.cells.map((line, at) => [html`<code>${ring.names[at]}</code>`, ...line.map(orders => orders || '')])} />
    ${(ring.buyers > ring.names.length || ring.objects > ring.columns.length) &&
    html`<p><${Quiet}>表中是订单最多的 ${ring.names.length} 个买家和 ${ring.columns.length} 个${ring.kind}。<//></p>`}
    ${mine.length > 0 &&
    html`<details><summary>本局记录中的订单 ${count(mine.length)} 笔</summary><${Table}
      heads=${['网店', '订单号', '下单日期', '买家代号', '本局案件']}
      rows=${mine.map(one => [
        `${names[one.platform]} ${one.shopId}`,
        one.tid,
        one.day,
        one.buyer,
        html`<a href=${casePage(one.ownCase)}>${one.ownCase}</a>`
      ])}
    /></details>`}
  </section>`;
}

function Result({caseNo, id, close}) {
  const {content: found, failure} = useRead(url('campaigns', caseNo, 'rings', 'runs', id), 0);
  const [said, say] = useState({});
  const [busy, setBusy] = useState(false);
  if (!found) return html`<${Said} text=${failure || '正在读取……'} failed=${Boolean(failure)} />`;
  const {report, names, own} = found;
  const cases = [...new Set(own.map(({ownCase}) => ownCase))];

  async function take(ownCase) {
    setBusy(true);
    try {
      await post(url('campaigns', caseNo, 'rings', 'runs', id, 'evidence'), {caseNo: ownCase});
      say({text: `已作为证据存入案件 ${ownCase}。`});
    } catch (problem) {
      say({text: problem.message, failed: true});
    } finally {
      setBusy(false);
    }
  }

  return html`<section aria-label="串并结果">
    <h2>${moment(found.run.startedAt)} 的串并结果　<button type="button" class="btn btn-default btn-sm" onClick=${close}>收起</button></h2>
    ${found.run.takenBack.length > 0 &&
    html`<p><${Tag} kind="late">${found.run.takenBack.join('、')}已经撤回同意或者退出<//> 结果保留备查，不能再存入案件。</p>`}
    <p>结果只是线索：是否属于虚假交易，由各单位办案人员在本局案件中逐笔核实后决定。买家、收货人的代号只在这次行动中使用。</p>
    <${Facts}
      pairs=${[
        ['方法', report.method],
        ['参数', Object.entries(report.parameters).map(([name, value]) => `${name} ${value}`).join('；')],
        ['所用记录', report.data.map(({bureau, answers}) => `${names[bureau]} ${count(answers)} 份`).join('，') + `，共 ${count(report.orders)} 笔订单`],
        ['结果校验值', html`<code>${found.sha256}</code>`]
      ]}
    />
    ${report.rings.length === 0 && html`<${None}>没有发现跨单位的团伙。<//>`}
    ${found.moreOwn && html`<p>本局记录中的订单较多，下面只列出前 ${count(own.length)} 笔；存入案件的清单更全。</p>`}
    ${report.rings.map(ring => html`<${Ring} key=${ring.ring} ring=${ring} names=${names} own=${own} />`)}
    <${Said} text=${said.text} failed=${said.failed} />
    ${found.mayTake && cases.length > 0 &&
    html`<p>${cases.map(one => html`<button type="button" class="btn btn-default" disabled=${busy} onClick=${() => take(one)}>存入案件 ${one}</button> `)}</p>`}
  </section>`;
}

const state = run =>
  ({
    RUNNING: html`<${Tag} kind="state">正在串并<//>`,
    FAILED: html`<${Tag} kind="late">没有完成<//> ${run.failure}`,
    DONE: joined([`跨单位团伙 ${count(run.rings)} 个`, run.takenBack.length > 0 && `${run.takenBack.join('、')}已撤回或者退出`], '；')
  })[run.state];

export function Rings({one}) {
  const {caseNo} = one.campaign;
  const [version, next] = useState(0);
  const {content: all, failure} = useRead(url('campaigns', caseNo, 'rings'), version);
  const [offering, offer] = useState(false);
  const [shown, show] = useState(null);
  const [said, say] = useState({});
  const changed = () => next(now => now + 1);
  const looking = all?.runs.some(run => run.state === 'RUNNING');
  useEffect(() => {
    const later = looking && setTimeout(changed, AGAIN);
    return () => clearTimeout(later);
  }, [looking, version, all]);

  async function begin() {
    try {
      await post(url('campaigns', caseNo, 'rings', 'runs'), {});
      say({});
    } catch (problem) {
      say({text: problem.message, failed: true});
    }
    changed();
  }

  return html`<h2>团伙串并</h2>
    <p>把各单位自愿参加的交易记录合在一起，找出在多个单位查办的网店下单的买家团伙。参加与否由各单位负责人决定，可以随时撤回；只有记录参加了的单位才能看到结果。</p>
    <${Said} text=${said.text || failure} failed=${said.failed || Boolean(failure)} />
    ${all &&
    html`<${Facts} pairs=${[['同意参加的单位', all.agreed.join('、') || '还没有']]} />
      <p>${all.mayOffer && html`<button type="button" class="btn btn-primary" onClick=${() => offer(true)}>拟办参加串并</button> `}${all.mayBegin && html`<button type="button" class="btn btn-primary" disabled=${looking} onClick=${begin}>发起串并</button>`}</p>
      ${all.own && html`<${Own} title="本局" caseNo=${caseNo} own=${all.own} changed=${changed} />`}
      ${all.proposed && html`<${Own} key=${all.proposed.id} title="本局新拟办的一份" caseNo=${caseNo} own=${all.proposed} changed=${changed} />`}
      ${all.runs.length > 0 &&
      html`<h3>历次串并</h3><${Table}
        heads=${['发起时间', '发起单位', '记录参加的单位', '结果', '查看']}
        rows=${all.runs.map(run => [
          moment(run.startedAt),
          run.bureauName,
          run.bureaus.join('、'),
          state(run),
          run.readable
            ? html`<button type="button" class="btn btn-default btn-sm" aria-label=${`查看 ${moment(run.startedAt)} 的结果`} onClick=${() => show(run.id)}>查看</button>`
            : run.state === 'DONE' && html`<${Quiet}>本局没有参加<//>`
        ])}
      />`}
      ${shown && html`<${Result} key=${shown} caseNo=${caseNo} id=${shown} close=${() => show(null)} />`}`}
    ${offering && html`<${Offer} caseNo=${caseNo} done=${changed} close=${() => offer(false)} />`}`;
}
