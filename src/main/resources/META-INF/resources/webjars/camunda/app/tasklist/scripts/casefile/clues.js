// A clue in the file of its case. Who reported it is not part of the file: it is read apart, and each reading is on record.
import {html, useState} from '/bridge/lib/preact.js';
import {read, url} from './api.js';
import {moment} from './figures.js';
import {Facts, joined, Quiet, Section, Tag} from './parts.js';

const UNKNOWN = '没有登记举报人信息。';

/** Shows the reporter when asked to, in place of the button. */
function Reporter({clue}) {
  const [known, setKnown] = useState(null);
  const show = () =>
    read(url('clues', clue.caseNo, 'reporter')).then(setKnown, problem => setKnown({problem: problem.message}));
  if (!known) {
    return html`<p class="cf-line">
      <button type="button" class="btn btn-default btn-sm" onClick=${show}>查看举报人信息（留有记录）</button>
    </p>`;
  }
  if (known.problem) {
    return html`<p class="cf-line"><span class="cf-problem" role="alert">${known.problem}</span></p>`;
  }
  const pairs = [
    ['姓名或者名称', known.name],
    ['身份证件号码', known.identityNo],
    ['电话', known.phone],
    ['地址', known.address]
  ];
  return html`<div class="cf-line">
    ${pairs.some(([, value]) => value) ? html`<${Facts} pairs=${pairs} />` : UNKNOWN}
  </div>`;
}

function Verdict({matter}) {
  if (matter.approved === undefined) {
    return html`<${Tag}>${matter.kind === 'DATA' ? '已发出' : '待审批'}<//>`;
  }
  return matter.approved ? html`<${Tag} kind="done">已批准<//>` : html`<${Tag}>未批准<//>`;
}

const Matter = ({matter}) => html`<div class="cf-finding">
  <p class="cf-line">
    <${Tag} kind="state">${matter.title}<//>
    <${Verdict} matter=${matter} />
    <${Quiet}>${`提出：${matter.proposedBy}　${moment(matter.proposedAt)}`}<//>
    ${matter.decidedBy && html`<${Quiet}>${`决定：${matter.decidedBy}　${moment(matter.decidedAt)}`}<//>`}
  </p>
  <p class="cf-text">${matter.reason}</p>
</div>`;

/** What the clue says of who is competent; the transfer weighs it again with what its draft adds. */
const Jurisdiction = ({found}) => html`<div class="cf-finding">
  <p class="cf-line">
    <${Tag} kind="state">管辖研判<//>
    ${found.addressee ? html`<${Tag} kind="done">${found.addressee}<//>` : html`<${Tag}>尚不能确定<//>`}
    <${Quiet}>${found.articles.join('、')}<//>
  </p>
  ${found.others.length > 0 && html`<p class="cf-line">${`也有管辖权：${found.others.join('、')}`}</p>`}
  ${found.missing.length > 0 && html`<p class="cf-line">${`尚须查明（至少一项）：${found.missing.join('、')}`}</p>`}
  <p class="cf-text">${found.reasoning}</p>
</div>`;

const Clue = ({clue}) => html`<${Section} title="线索" hint=${clue.clueId}>
  <${Facts}
    pairs=${[
      ['目前', clue.stateTitle],
      ['来源', `${clue.sourceTitle}（${clue.channelTitle}）`],
      // Entered as a day, it is shown as one.
      ['收到时间', moment(clue.receivedAt).replace(' 00:00', '')],
      ['来源编号', clue.externalNo],
      ['来函', joined([clue.fromBureau, clue.fromLetter], ' ')],
      ['案号', clue.filingNo],
      ['立案时间', clue.filedAt ? moment(clue.filedAt) : null],
      ['网店名称', clue.shopName],
      ['链接', clue.shopUrl],
      ['当事人', clue.subjectName],
      ['住所', clue.address],
      ['追责时效至', clue.limitationUntil],
      ['并入', clue.linkedTo],
      ['并入本案的线索', clue.linked.join('、')],
      ['同一来源的其他案件', clue.sameReport.join('、')]
    ]}
  />
  <p class="cf-text">${clue.content}</p>
  ${clue.reporterReadable && html`<${Reporter} clue=${clue} />`}
  ${clue.jurisdiction && html`<${Jurisdiction} found=${clue.jurisdiction} />`}
  ${clue.matters.map(matter => html`<${Matter} matter=${matter} />`)}
<//>`;

export function Clues({file}) {
  return file.clues.map(clue => html`<${Clue} clue=${clue} />`);
}
