// The steps that the case took in one's own organisation, and who did what on the way. Of a cold case they lie in a file, and
// are drawn the same.
import {html, useState} from '/bridge/lib/preact.js';
import {read, url} from './api.js';
import {count, moment} from './figures.js';
import {joined, None, Quiet, Section, Table, Tag} from './parts.js';

const HEADS = ['步骤', '经办', '开始', '结束'];
const ACT_HEADS = ['时间', '人员', '操作', '任务或步骤'];
const COLD = '已归档（冷）';

/** As the engine calls what was done; a claim and an assignment to nobody. */
const ACTS = {
  Create: '启动流程',
  Claim: '退回待认领',
  Assign: '退回待认领',
  Complete: '办结',
  Failed: '系统处理没有成功，随后自动重试',
  Stopped: '系统处理停下，等待处理',
  SetJobRetries: '要求系统重新处理',
  Resolve: '处理完毕',
  Delete: '终止',
  Suspend: '暂停',
  Activate: '恢复'
};

const row = step => [
  step.name,
  step.by || html`<span class="cf-quiet">系统</span>`,
  html`<span class="cf-nowrap">${moment(step.startedAt)}</span>`,
  step.left
    ? html`<span class="cf-quiet">未办，已不再需要</span>`
    : step.endedAt
    ? html`<span class="cf-nowrap">${moment(step.endedAt)}</span>`
    : html`<${Tag} kind="state">进行中<//>`
];

function deed({kind, whose}) {
  if (whose) {
    return kind === 'Claim' ? '认领' : `交给${whose}`;
  }
  return ACTS[kind] || '其他操作';
}

const act = done => [
  html`<span class="cf-nowrap">${moment(done.time)}</span>`,
  done.by || html`<span class="cf-quiet">系统</span>`,
  deed(done),
  done.at || ''
];

const Process = ({process}) => html`<p class="cf-line">
    <strong>${process.name}</strong>
    ${process.cold && html`<${Tag} kind="done">${COLD}<//>`}
    <${Quiet}>${joined([moment(process.startedAt), process.endedAt ? moment(process.endedAt) : '进行中'], ' 至 ')}<//>
  </p>
  <${Table} heads=${HEADS} rows=${process.steps.map(row)} />
  ${process.acts.length > 0 &&
  html`<details>
    <summary>任务和操作（${count(process.acts.length)} 条）</summary>
    <${Table} heads=${ACT_HEADS} rows=${process.acts.map(act)} />
  </details>`}`;

function Cold({shares}) {
  return html`<p class="cf-line">
      <${Tag} kind="done">${COLD}<//>
      <${Quiet}>${shares.map(one => `${moment(one.archivedAt)} 归档，${count(one.rows)} 条流程记录`).join('；')}<//>
    </p>
    <p class="cf-hint">早已办结的流程转到了归档文件里，仍在这里查看。函件、证据、案件记录和检索都没有变化。</p>`;
}

/** Asked for only where somebody unfolds it. */
export function Course({file: {caseNo, cold = []}}) {
  const [course, setCourse] = useState(null);
  const [problem, setProblem] = useState('');

  function unfold(event) {
    if (event.target.open && !course) {
      setProblem('');
      read(url('cases', caseNo, 'course')).then(setCourse, wrong => setProblem(wrong.message));
    }
  }

  return html`<${Section} title="流程经过" hint="本单位办过的步骤，以及谁在什么时候做了什么">
    ${cold.length > 0 && html`<${Cold} shares=${cold} />`}
    <details onToggle=${unfold}>
      <summary>显示流程经过</summary>
      ${problem
        ? html`<p class="cf-problem" role="alert">${problem}</p>`
        : !course
        ? html`<p class="cf-quiet" role="status">正在读取……</p>`
        : course.processes.length
        ? html`${course.processes.map(process => html`<${Process} key=${process.id} process=${process} />`)}
            ${course.more && html`<p class="cf-hint">内容太多，只列出前面的部分。</p>`}`
        : html`<${None}>没有。<//>`}
    </details>
  <//>`;
}
