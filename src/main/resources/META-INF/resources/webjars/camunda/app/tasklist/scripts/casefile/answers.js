// What platforms were asked for, and what came back.
import {html} from '/bridge/lib/preact.js';
import {count, moment} from './figures.js';
import {Facts, joined, Quiet, Section, Table, Tag} from './parts.js';
import {Records} from './records.js';

const GOOD = ['ANSWERED', 'NO_RECORD'];
const BAD = ['REFUSED', 'DECLINED'];

function kind(state) {
  return GOOD.includes(state) ? 'done' : BAD.includes(state) ? 'late' : 'state';
}

/** Two records or fewer read better from top to bottom. */
function Rows({item}) {
  const heads = item.columns.map(column => (column.masked ? `${column.title}＊` : column.title));
  const cell = value => (value === null || value === '' ? '—' : value);
  return html`${item.rows.length === 1
      ? html`<${Facts} pairs=${heads.map((head, index) => [head, cell(item.rows[0][index])])} />`
      : html`<${Table} heads=${heads} rows=${item.rows.map(row => row.map(cell))} kind="cf-table-data" />`}
    <p class="cf-hint">
      ${item.total > item.rows.length
        ? `共 ${count(item.total)} 条，显示前 ${item.rows.length} 条。`
        : `共 ${count(item.total)} 条。`}
      ${item.columns.some(column => column.masked) && '标＊的为个人信息，已作遮盖；查看已留痕。'}
      ${'完整数据见“证据”部分的原始文件。'}
    </p>`;
}

/** Who had to approve it, who did, and which version of the table said so. */
function decider({tierTitle, approver, approverTitle, approvedBy, citation, version}) {
  return joined([
    approver && approver !== 'NONE' ? `${tierTitle}：由${approverTitle}审批` : tierTitle,
    approvedBy && `审批人 ${approvedBy}`,
    `依据 ${citation}`,
    version && `数据分级表第 ${version} 版`
  ]);
}

/** What a platform asked or proposed about a dataset before answering, and what was answered. */
function Said({item}) {
  const asked = joined([item.newDueAt && `提出在 ${moment(item.newDueAt)} 前答复`, item.text], '：');
  const answered = joined([item.verdict, item.answer], '：');
  return html`<li>
    <p class="cf-line"><strong>${item.title}</strong><${Quiet}>${`${item.from}　${moment(item.askedAt)}`}<//></p>
    <p class="cf-text">${asked}</p>
    ${answered ? html`<p class="cf-text">${`答复：${answered}`}</p>` : html`<p class="cf-quiet">等待办案人员答复</p>`}
    ${item.answeredAt &&
    html`<p class="cf-quiet">${joined([item.by, moment(item.answeredAt), item.told || '正在告知平台'])}</p>`}
  </li>`;
}

function Dataset({item, file}) {
  const few = item.rows.length > 0 && item.rows.length <= 3;
  return html`<details class="cf-dataset" open=${few || item.dialogue.length > 0 || Boolean(item.archivedAt)}>
    <summary>
      <strong>${item.title}</strong>
      <${Tag} kind=${kind(item.state)}>${item.stateTitle}<//>
      ${item.overdue && html`<${Tag} kind="late">平台逾期答复<//>`}
      ${item.granted && html`<${Tag}>随复函提供<//>`}
      ${item.archivedAt && html`<${Tag}>记录已归档<//>`}
      <${Quiet}>${item.total ? `${count(item.total)} 条` : ''}<//>
      <${Quiet}>${item.answeredAt ? moment(item.answeredAt) : ''}<//>
    </summary>
    ${(item.refusalTitle || item.explanation) &&
    html`<p class="cf-explain">${joined([item.refusalTitle, item.explanation], '：')}</p>`}
    <p class="cf-quiet">
      ${joined([
        item.from && `期间 ${item.from} 至 ${item.to}`,
        item.submittedAt && `提交平台 ${moment(item.submittedAt)}`,
        item.dueAt && !item.answeredAt && `应于 ${moment(item.dueAt)} 前答复`
      ])}
    </p>
    ${item.decider && html`<p class="cf-quiet">${decider(item.decider)}</p>`}
    ${item.dialogue.length > 0 &&
    html`<ol class="cf-dialogue" aria-label="与平台往来">${item.dialogue.map(one => html`<${Said} item=${one} />`)}</ol>`}
    ${item.rows.length > 0 && html`<${Rows} item=${item} />`}
    <${Records} item=${item} file=${file} />
  </details>`;
}

export function Answers({file}) {
  return (
    file.datasets.length > 0 &&
    html`<${Section} title="数据答复">
      ${file.datasets.map(item => html`<${Dataset} key=${item.requestNo} item=${item} file=${file} />`)}
    <//>`
  );
}
