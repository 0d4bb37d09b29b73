// 调查措施: what a bureau may do under 反不正当竞争法 art. 16, and who approved it.
import {html} from '/bridge/lib/preact.js';
import {moment} from './figures.js';
import {Facts, Quiet, Section, Tag} from './parts.js';

function Measure({item}) {
  return html`<div class="cf-finding">
    <p class="cf-line">
      <${Tag} kind=${item.state === 'APPROVED' ? 'done' : 'state'}>${item.stateTitle}<//>
      <strong>${item.kindTitle}</strong>
      <${Quiet}>${item.raisedAt ? `${item.id}　${moment(item.raisedAt)}` : item.id}<//>
    </p>
    <${Facts}
      pairs=${[
        ['对象', item.target],
        ['理由', item.reason],
        ['依据', item.citation],
        ['办案人员', item.officers.join('、')],
        [item.ours ? '本局批准人' : '本局审批人', item.approvedBy],
        [item.ours ? '报请批准的上级局' : '报请的局', item.otherName],
        ['往来函件', item.letterNos.join('、')]
      ]}
    />
  </div>`;
}

export function Measures({file}) {
  return (
    file.measures.length > 0 &&
    html`<${Section} title="调查措施">${file.measures.map(item => html`<${Measure} item=${item} />`)}<//>`
  );
}
