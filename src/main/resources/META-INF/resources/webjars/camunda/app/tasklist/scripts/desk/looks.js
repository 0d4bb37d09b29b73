// Who has looked at the case: colleagues by name, others by their organisation.
import {html, useState} from '/bridge/lib/preact.js';
import {read, url} from '../casefile/api.js';
import {joined, None, Section, Table} from '../casefile/parts.js';
import {moment} from '../../../../../bridge/time.js';

const HEADS = ['人员', '查看了什么', '用途', '最近一次', '次数'];

const row = look => [
  html`${look.name || '其他单位人员'}<br /><span class="cf-quiet">${joined([look.organisation, look.roles], ' · ')}</span>`,
  look.what,
  look.purpose || '',
  html`<span class="cf-nowrap">${moment(look.last)}</span>`,
  look.times
];

/** Asked for only where somebody unfolds it: looking who looked is a look, too. */
export function Looks({file: {caseNo}}) {
  const [looks, setLooks] = useState(null);
  const [problem, setProblem] = useState('');

  function unfold(event) {
    if (event.target.open && !looks) {
      read(url('cases', caseNo, 'looks')).then(setLooks, wrong => setProblem(wrong.message));
    }
  }

  return html`<${Section} title="谁查看过本案">
    <details onToggle=${unfold}>
      <summary>显示查看记录</summary>
      ${problem
        ? html`<p class="cf-problem" role="alert">${problem}</p>`
        : !looks
        ? html`<p class="cf-quiet" role="status">正在读取……</p>`
        : looks.length
        ? html`<${Table} heads=${HEADS} rows=${looks.map(row)} />
            <p class="cf-hint">其他单位人员只显示单位；办理、导出和查看个人信息的完整记录由审计人员掌握。</p>`
        : html`<${None}>没有。<//>`}
    </details>
  <//>`;
}
