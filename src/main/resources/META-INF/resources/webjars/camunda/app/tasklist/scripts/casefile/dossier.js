// The file as one PDF, to be printed, bound and kept.
import {html} from '/bridge/lib/preact.js';
import {query, url} from './api.js';
import {Section} from './parts.js';

const Part = ({file, part, children}) => html`<a
  class=${part ? 'btn btn-link' : 'btn btn-default'}
  href=${`${url('cases', file.caseNo, 'dossier')}${query(part ? {part} : {})}`}
  download=""
  target="_self"
>
  ${children}
</a>`;

export function Dossier({file}) {
  return html`<${Section} title="案卷归档">
    <p class="cf-line">
      <${Part} file=${file}>导出案卷<//>
      <${Part} file=${file} part="MAIN">只导出正卷<//>
      <${Part} file=${file} part="SECONDARY">只导出副卷<//>
    </p>
    <p class="cf-hint">
      正卷和副卷编为一个 PDF，各有封面、卷内文件目录和页号，依次为审批表、函件和送达回证、证据等；不能以页面形式编入的文件列明名称、大小和校验值。导出会留痕。
    </p>
  <//>`;
}
