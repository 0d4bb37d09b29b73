// What platforms were told to do to merchants, what they did, and how it ended.
import {html} from '/bridge/lib/preact.js';
import {ByHand} from './byhand.js';
import {moment} from './figures.js';
import {joined, None, Quiet, Section, Table, Tag} from './parts.js';

const IN_FORCE = ['EXECUTED', 'PUBLISHED', 'UPHELD', 'ANSWERED'];

const Published = ({address}) =>
  /^https?:\/\//.test(address)
    ? html`<a href=${address} target="_blank" rel="noopener noreferrer">查看公示</a>`
    : address;

function target(item) {
  return [
    item.measureTitle,
    joined([`${item.targetTitle} ${item.target.replaceAll(',', '、')}`, item.about && `所指：${item.about}`], '；'),
    item.term || '—',
    html`<${Tag} kind=${IN_FORCE.includes(item.state) ? 'done' : item.state === 'REFUSED' ? 'late' : 'state'}>
      ${item.stateTitle}
    <//>`,
    item.executedAt ? moment(item.executedAt) : '—',
    joined([item.result, item.reason], '；') || '—',
    item.publicityUrl ? html`<${Published} address=${item.publicityUrl} />` : '—'
  ];
}

const Appeal = ({item}) => html`<div class="cf-finding">
  <p class="cf-line">
    <${Tag} kind="late">商家申诉<//>
    <${Quiet}>${moment(item.receivedAt)}<//>
    ${item.decisionTitle ? html`<${Tag} kind="done">${item.decisionTitle}<//>` : html`<${Tag}>待处理<//>`}
  </p>
  <p class="cf-text">${item.content}</p>
  ${item.reason && html`<p class="cf-text">${`处理理由：${item.reason}`}</p>`}
</div>`;

const Lift = ({item}) => html`<div class="cf-finding">
  <p class="cf-line">
    <${Tag} kind="state">解除处置<//>
    <${Tag}>${item.stageTitle}<//>
    ${item.letterNo && html`<strong>${item.letterNo}</strong>`}
    ${item.issuedAt && html`<${Quiet}>${moment(item.issuedAt)}<//>`}
  </p>
  <p class="cf-text">${item.reason}</p>
</div>`;

const Disposition = ({item}) => html`<p class="cf-line">
    <${Tag} kind="state">${item.stageTitle}<//>
    ${item.letterNo && html`<strong>${item.letterNo}</strong>`}
    ${item.issuedAt && html`<${Quiet}>${`签发 ${moment(item.issuedAt)}`}<//>`}
    ${item.foundAt && html`<${Tag} kind="state">${`恢复数据后发现 ${moment(item.foundAt)}`}<//>`}
    ${item.legalHook && html`<${Quiet}>${item.legalHook}<//>`}
  </p>
  ${item.beyondReason && html`<p class="cf-text">${`超出商请范围的理由：${item.beyondReason}`}</p>`}
  ${item.targets.length
    ? html`<${Table}
        kind="cf-table-measures"
        heads=${['措施', '对象', '期限', '结果', '执行时间', '平台答复', '公示']}
        rows=${item.targets.map(target)}
      />`
    : html`<${None}>还没有拟定处置对象。<//>`}
  ${item.appeals.map(one => html`<${Appeal} item=${one} />`)} ${item.lifts.map(one => html`<${Lift} item=${one} />`)}`;

export function Dispositions({file, reload}) {
  return (
    file.dispositions.length > 0 &&
    html`<${Section} title="处置">
      ${file.dispositions.map(
        item => html`<${Disposition} item=${item} /><${ByHand} file=${file} item=${item} reload=${reload} />`
      )}
    <//>`
  );
}
