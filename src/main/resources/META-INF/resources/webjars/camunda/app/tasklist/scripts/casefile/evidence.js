// The sealed files of a case: where they are from, whether they are as they were, and how one gets them.
import {html, useState} from '/bridge/lib/preact.js';
import {act, query, read, url} from './api.js';
import {moment, size} from './figures.js';
import {joined, None, Section, Table, Tag, useFirstSight} from './parts.js';
import {Purpose} from './purpose.js';

function Hash({sum, name = 'SHA-256'}) {
  const [state, setState] = useState('复制');

  async function copy() {
    try {
      await navigator.clipboard.writeText(sum);
      setState('已复制');
    } catch {
      // Without a secure connection browsers do not let pages copy: show the whole value instead.
      setState(null);
    }
  }

  return state
    ? html`<button
        type="button"
        class="btn btn-link cf-copy"
        title=${`${name} ${sum}`}
        aria-label=${`复制 ${name} 校验值 ${sum}`}
        onClick=${copy}
      >
        ${`${sum.slice(0, 12)}…`}<span class="cf-copy-word">${state}</span>
      </button>`
    : html`<code class="cf-hash">${sum}</code>`;
}

/** Reads the file again on the server; what comes of it takes the button's place. */
function Check({item}) {
  const [result, setResult] = useState(null);

  async function check() {
    setResult({busy: true});
    setResult(await act(url('evidence', item.id, 'verification')).catch(problem => ({findings: [problem.message]})));
  }

  if (result && !result.busy) {
    return result.intact
      ? html`<${Tag} kind="done">${`与封存时一致 ${moment(result.verifiedAt)}`}<//>`
      : html`<span class="cf-late">${result.findings.join('')}</span>`;
  }
  return html`<button
    type="button"
    class="btn btn-link cf-check"
    aria-label=${`校验 ${item.name}`}
    disabled=${Boolean(result)}
    onClick=${check}
  >
    ${result ? '正在校验…' : '校验'}
  </button>`;
}

/** What is a masked copy, and what nobody gets who says no purpose, is said before anybody presses. */
function Name({item, asked}) {
  const held = !asked && item.form === 'WITHHELD';
  const mark = asked ? '原件' : held ? '不能直接下载' : '脱敏副本';
  return html`<span>
    ${held
      ? html`<span>${item.name}</span>`
      : html`<a href=${`${url('evidence', item.id, 'content')}${asked}`} download="" target="_self">${item.name}</a>`}
    ${' '}${item.form !== 'PLAIN' && html`<${Tag} kind=${asked && 'late'}>${mark}<//>`}
  </span>`;
}

/** How one gets the originals of what is masked; asked for only where somebody looks. */
function Originals({file, changed}) {
  const [rights, setRights] = useState(null);
  const place = useFirstSight(() =>
    read(url('cases', file.caseNo, 'unmasking')).then(setRights, problem => setRights({problem: problem.message}))
  );
  return html`<div class="cf-unmask" ref=${place}>
    ${rights && rights.problem && html`<p class="cf-problem" role="alert">${rights.problem}</p>`}
    ${rights &&
    rights.mayUnmask &&
    html`<${Purpose}
      purposes=${rights.purposes}
      button="下载原件"
      shown="下载和导出的是原件，个人信息未遮盖"
      changed=${changed}
    />`}
    ${rights &&
    !rights.problem &&
    html`<p class="cf-hint">
      ${'平台提供的文件含有个人信息，下载和导出的是脱敏副本，不能脱敏的不提供；' +
      (rights.mayUnmask ? '需要原件的，请选择并写明用途。' : '原件只向正在办理本案的办案人员提供，并须写明用途。')}
    </p>`}
  </div>`;
}

export function Evidence({file}) {
  const [openly, setOpenly] = useState({});
  const asked = query(openly);
  const datasetOf = new Map(file.datasets.map(item => [item.requestNo, item.title]));
  const row = item => [
    html`<${Name} item=${item} asked=${asked} />${' '}${!item.ours && html`<${Tag}>来函附送<//>`}
      <small class="cf-how">${joined([datasetOf.get(item.subjectId), item.method], '：')}</small>`,
    html`<span class="cf-nowrap">${size(item.bytes)}</span>`,
    html`<${Hash} sum=${item.sha256} />${item.sm3 && html`<${Hash} sum=${item.sm3} name="SM3" />`}`,
    item.sourceName,
    html`<span class="cf-nowrap">${moment(item.receivedAt)}</span>`,
    html`<${Check} key=${item.id} item=${item} />`
  ];
  return html`<${Section} title="证据" hint=${file.evidence.length ? `${file.evidence.length} 份` : null}>
    ${file.evidence.length
      ? html`<${Table}
          heads=${['文件', '大小', 'SHA-256 / SM3', '来源', '取得时间', '校验']}
          rows=${file.evidence.map(row)}
          kind="cf-table-evidence"
        />`
      : html`<${None}>还没有证据。<//>`}
    ${file.evidence.some(item => item.form !== 'PLAIN') && html`<${Originals} file=${file} changed=${setOpenly} />`}
    ${file.evidence.length > 0 &&
    html`<p class="cf-hint">
      <a href=${`${url('cases', file.caseNo, 'evidence', 'package')}${asked}`} download="" target="_self">导出证据包</a>
      　内有文件、提取和保管记录、签名和时间戳，可以离线核验；查看、校验和导出都会留痕。
    </p>`}
  <//>`;
}
