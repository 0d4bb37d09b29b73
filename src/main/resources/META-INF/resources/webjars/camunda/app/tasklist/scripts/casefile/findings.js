// What officers found out, what changed hands, and what a modeler's own fields were filled with.
import {html} from '/bridge/lib/preact.js';
import {moment} from './figures.js';
import {Facts, Quiet, Section, Tag} from './parts.js';

export function Findings({file}) {
  return (
    file.findings.length > 0 &&
    html`<${Section} title="核查结论">
      ${file.findings.map(
        item => html`<div class="cf-finding">
          <p class="cf-line">
            <${Tag} kind="state">${item.conclusionTitle}<//>
            ${item.round > 0 && html`<${Tag}>${`第 ${item.round} 次补充`}<//>`}
            ${item.confirmedBy ? html`<${Tag} kind="done">${`${item.confirmedBy} 已复核`}<//>` : html`<${Tag}>待复核<//>`}
            <${Quiet}>${`${item.writtenBy}　${moment(item.writtenAt)}`}<//>
          </p>
          <p class="cf-text">${item.text}</p>
        </div>`
      )}
    <//>`
  );
}

/** What changed hands: one line of progress, and unfolded why and to whom. */
function Transfer({item}) {
  return html`<div class="cf-finding">
    <p class="cf-line">
      <${Tag} kind="state">${item.stateTitle}<//>
      <strong>${`${item.ours ? '移送' : '承接'}${item.whatTitle}`}</strong>
      ${item.counterpartName && html`<span>${`${item.ours ? '至' : '来自'} ${item.counterpartName}`}</span>`}
      <${Quiet}>${item.id}<//>
    </p>
    <${Facts}
      pairs=${[
        ['最新进展', item.progress ? `${item.progress}（${moment(item.progressAt)}）` : null],
        ['移送理由', item.reason],
        ['管辖研判', item.reasoning],
        ['依据', item.articles.join('、')],
        ['尚须查明（至少一项）', item.missing.join('、')],
        ['选择其他局的理由', item.choiceReason],
        ['追究时效至', item.limitationDate],
        ['要求答复日期', item.answerBy],
        [item.ours ? '对方答复' : '本局答复', item.answer],
        ['有管辖权的局', item.competentName],
        ['移送材料', item.materials.join('、')],
        ['并案办理的移送', item.together.join('、')]
      ]}
    />
  </div>`;
}

export function Transfers({file}) {
  return (
    file.transfers.length > 0 &&
    html`<${Section} title="移送">${file.transfers.map(item => html`<${Transfer} item=${item} />`)}<//>`
  );
}

/** What people entered into fields and steps that a modeler added, as their forms call it. */
export function Further({file}) {
  const masked = file.further.some(item => item.fields.some(field => field.masked));
  return (
    file.further.length > 0 &&
    html`<${Section} title="补充信息">
      ${file.further.map(
        item => html`<div class="cf-finding">
          <p class="cf-line"><strong>${item.step}</strong><${Quiet}>${`${item.by}　${moment(item.at)}`}<//></p>
          <${Facts} pairs=${item.fields.map(field => [field.masked ? `${field.label}＊` : field.label, field.value])} />
        </div>`
      )}
      ${masked && html`<p class="cf-hint">标＊的为个人信息，已作遮盖；完整内容随证据包导出。</p>`}
    <//>`
  );
}
