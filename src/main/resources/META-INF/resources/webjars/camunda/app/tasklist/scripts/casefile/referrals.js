// 移送公安机关: how far a case has come in which a crime is suspected.
import {html} from '/bridge/lib/preact.js';
import {moment} from './figures.js';
import {Facts, Quiet, Section, Tag} from './parts.js';

const DONE = ['PUNISHABLE', 'SETTLED', 'SENTENCED'];

function Referral({item}) {
  return html`<div class="cf-finding">
    <p class="cf-line">
      <${Tag} kind=${DONE.includes(item.state) ? 'done' : 'state'}>${item.stateTitle}<//>
      <strong>${item.crime || '待核实'}</strong>
      <${Quiet}>${`${item.id}　${moment(item.raisedAt)}`}<//>
    </p>
    <${Facts}
      pairs=${[
        ['理由', item.reason],
        ['移送的公安机关', item.police],
        ['抄送', item.procuratorate],
        ['专案组', item.officers.join('、')],
        ['决定人', item.decidedBy],
        ['移送书', item.letterNo],
        ['最近的答复', item.answerNo],
        ['刑事案件的结果', item.outcome]
      ]}
    />
  </div>`;
}

export function Referrals({file}) {
  return (
    file.referrals.length > 0 &&
    html`<${Section} title="移送公安机关">${file.referrals.map(item => html`<${Referral} item=${item} />`)}<//>`
  );
}
