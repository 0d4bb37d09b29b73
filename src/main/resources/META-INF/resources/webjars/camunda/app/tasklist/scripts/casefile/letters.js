// Letters of a case, and what is about to become one.
import {html, useRef, useState} from '/bridge/lib/preact.js';
import {read, url} from './api.js';
import {OWNER} from './clocks.js';
import {moment} from './figures.js';
import {joined, None, Quiet, Section, Table, Tag} from './parts.js';

/**
 * A page of ours within this one, as high as what it says. It runs no scripts.
 *
 * @param children shown instead where there is no such page, of which onMissing is told
 */
function Sheet({address, title, children, onMissing = () => {}}) {
  const frame = useRef();
  const [state, setState] = useState('loading');

  function loaded() {
    const content = frame.current.contentDocument;
    if (!content || content.contentType !== 'text/html' || content.URL === 'about:blank') {
      setState('missing');
      onMissing();
      return;
    }
    frame.current.height = content.documentElement.scrollHeight + 2;
    setState('there');
  }

  return state === 'missing'
    ? children
    : html`<iframe
        class="cf-sheet"
        ref=${frame}
        src=${address}
        height="120"
        title=${title}
        sandbox="allow-same-origin"
        aria-busy=${state === 'loading'}
        onLoad=${loaded}
      ></iframe>`;
}

/** The same on paper: browsers print PDFs as they are. */
const Pdf = ({address, name}) => html`<p class="cf-letter-pdf">
  <a href=${address} download="" target="_self">${`下载${name} PDF`}</a>${'　'}
  <a href=${address} target="_blank" rel="noopener">打印</a>
</p>`;

/** Its second rendition, where its sender has that: there, or why not yet. */
const Ofd = ({ofd, address}) => html`<p class="cf-letter-pdf">
  ${ofd.there
    ? html`<a href=${address} download="" target="_self">下载 OFD</a>`
    : html`<${Quiet}>${`OFD 尚未生成${ofd.why ? `：${ofd.why}` : '，签发后很快会自动生成。'}`}<//>`}
</p>`;

/** The letter that a task decides about, as it will be sent. */
export function Draft({taskId}) {
  const [missing, setMissing] = useState(false);
  const [why, setWhy] = useState('');
  function lacking() {
    setMissing(true);
    // Nothing to decide about yet is no fault; a letter that could not go out says why.
    read(url('tasks', taskId, 'letter.pdf')).catch(({status, message}) => status === 422 && setWhy(message));
  }
  if (why) {
    return html`<${Section} title="拟发文书"><p class="cf-problem" role="alert">${why}</p><//>`;
  }
  return (
    !missing &&
    html`<${Section} title="拟发文书" hint="同意后即按此发出">
      <${Sheet} address=${url('tasks', taskId, 'letter')} title="拟发文书" onMissing=${lacking} />
      <${Pdf} address=${url('tasks', taskId, 'letter.pdf')} name="草稿" />
    <//>`
  );
}

/** How a letter travelled on paper, and who registered it. */
function onPaper(paper) {
  const by = name => (name ? `（登记人 ${name}）` : '');
  return joined(
    [
      `${paper.stateTitle}（对方未接入本系统）`,
      paper.dispatchedOn && `寄出 ${paper.dispatchedOn} ${paper.way}${by(paper.dispatchedBy)}`,
      paper.deliveredOn && `签收 ${paper.deliveredOn} ${paper.signedBy}${by(paper.deliveredBy)}`
    ],
    '；'
  );
}

const Text = ({item}) => html`<p class="cf-letter-subject">${item.subject}</p>
  ${item.paragraphs.map(
    paragraph => html`<div class="cf-paragraph">
      ${paragraph.heading && html`<strong>${paragraph.heading}</strong>`}
      ${paragraph.rows.length > 0
        ? html`<${Table} heads=${paragraph.rows[0]} rows=${paragraph.rows.slice(1)} />`
        : html`<p>${paragraph.text}</p>`}
    </div>`
  )}`;

const sealed = found =>
  `${joined(
    [
      `印章有效：${found.sealedBy}于 ${moment(found.sealedAt)} 盖章${found.test ? '（测试用印，不具有效力）' : ''}`,
      found.madeLate && '本件系补制',
      '盖章后文件没有改动，与存档和证据日志一致',
      found.ofd && found.ofd.intact && 'OFD 版式文件的国密电子印章有效，也没有改动'
    ],
    '；'
  )}。`;

/** Checks the letter's seal on the server; what comes of it takes the button's place. */
function Seal({item, file}) {
  const [found, setFound] = useState(null);

  async function check() {
    setFound({busy: true});
    setFound(
      await read(url('cases', file.caseNo, 'letters', item.id, 'verification')).catch(problem => ({
        findings: [problem.message]
      }))
    );
  }

  if (found && !found.busy) {
    const ofd = found.ofd && !found.ofd.intact ? found.ofd.findings : [];
    return html`<div role="status">
      <p class=${found.intact ? 'cf-quiet' : 'cf-late'}>${found.intact ? sealed(found) : found.findings.join('')}</p>
      ${ofd.length > 0 && html`<p class="cf-late">${ofd.join('')}</p>`}
    </div>`;
  }
  return html`<p>
    <button
      type="button"
      class="btn btn-link cf-check"
      aria-label=${`验章 ${item.number}`}
      disabled=${Boolean(found)}
      onClick=${check}
    >
      ${found ? '正在验章…' : '验章'}
    </button>
  </p>`;
}

/** @param sheet whether it lies there as it was sent */
function Letter({item, file, sheet}) {
  const address = url('cases', file.caseNo, 'letters', item.id);
  const paper = file.papers.find(one => one.letterId === item.id);
  return html`<details class="cf-letter" open=${sheet}>
    <summary>
      <strong class="cf-letter-no">${item.number}</strong>
      <span>${item.title}</span>
      <${Quiet}>${item.ours ? `发往 ${item.receiverName}` : `来自 ${item.senderName}`}<//>
      <span class="cf-receipts">
        <${Quiet}>${`签发 ${moment(item.issuedAt)}`}<//>
        ${item.receipts
          .filter(receipt => ['DELIVERED', 'ACKNOWLEDGED', 'READ'].includes(receipt.stage))
          .map(receipt => html`<${Tag} kind="done">${`${receipt.title} ${moment(receipt.at)}`}<//>`)}
      </span>
      ${paper && html`<p class="cf-quiet">${onPaper(paper)}</p>`}
    </summary>
    ${sheet
      ? html`<${Sheet} address=${address} title=${`${item.title} ${item.number}`}>
          <${Text} item=${item} />
        <//>`
      : html`<${Text} item=${item} />`}
    <p class="cf-line">
      <a href=${address} target="_blank" rel="noopener">打印页</a>
      <a href=${`${address}/service`} target="_blank" rel="noopener">送达回证</a>
    </p>
    <${Seal} item=${item} file=${file} />
    <${Pdf} address=${url('cases', file.caseNo, 'letters', `${item.id}.pdf`)} name="" />
    ${item.ofd && html`<${Ofd} ofd=${item.ofd} address=${`${address}.ofd`} />`}
    ${item.evidence.length > 0 &&
    html`<p class="cf-quiet">${`附证据 ${item.evidence.length} 份，见“证据”部分。`}</p>`}
  </details>`;
}

/** @param open whether the newest letter lies open: the one that came, where one came */
export function Letters({file, open}) {
  const newest = open && (file.letters.filter(item => !item.ours).pop() || file.letters[file.letters.length - 1]);
  return (
    !(file.role === OWNER && file.letters.length === 0) &&
    html`<${Section} title="函件" hint=${file.letters.length ? '展开可看全文' : null}>
      ${file.letters.length
        ? file.letters.map(item => html`<${Letter} key=${item.id} item=${item} file=${file} sheet=${item === newest} />`)
        : html`<${None}>还没有往来函件。<//>`}
    <//>`
  );
}
