// Reports in bulk: an officer chooses a file, sees what would not be taken, imports the rest, and follows how far it is.
import {html, render, useEffect, useRef, useState} from '/bridge/lib/preact.js';
import {post, Problem, query, read, token, url} from '/camunda/app/tasklist/scripts/casefile/api.js';
import {count} from '/camunda/app/tasklist/scripts/casefile/figures.js';
import {Cancel, None, Said, SignInFirst, Table} from '/camunda/app/tasklist/scripts/casefile/parts.js';
import {learn, me} from '/bridge/me.js';
import {moment} from '/bridge/time.js';

const SOON = 1000;
const STATES = {RUNNING: '正在导入', PREVIEWED: '待确认', DONE: '已导入', FAILED: '没有完成', SET_ASIDE: '已搁置', CANCELLED: '已取消'};
/** Ended without all of it being imported. */
const STOPPED = ['FAILED', 'SET_ASIDE', 'CANCELLED'];
const FIELDS = {
  externalNo: '来源编号',
  receivedAt: '接收时间',
  channel: '接收渠道',
  platform: '平台',
  shopId: '网店ID',
  shopName: '网店名称',
  creditCode: '统一社会信用代码',
  subjectName: '当事人名称',
  address: '地址',
  divisionCode: '行政区划代码',
  content: '内容',
  reporterName: '举报人姓名',
  reporterPhone: '举报人电话',
  reporterIdNo: '举报人证件号码',
  realName: '是否实名',
  cause: '案由'
};

const state = one => (one.state === 'RUNNING' && one.preview ? '正在检查' : STATES[one.state]);

async function send(file, source) {
  let answer;
  try {
    // As the body itself: a part of a form would lie on the server's disk in the clear.
    answer = await fetch(url('clues', 'imports') + query({source, fileName: file.name, preview: true}), {
      method: 'POST',
      headers: {
        Accept: 'application/json',
        'Content-Type': 'application/octet-stream',
        'X-Requested-With': 'XMLHttpRequest',
        'X-XSRF-TOKEN': token()
      },
      credentials: 'same-origin',
      body: file
    });
  } catch {
    throw new Problem(0, '文件没有传完，没有导入任何线索。请检查网络后重新上传。');
  }
  const said = await answer.json().catch(() => ({}));
  if (!answer.ok) {
    throw new Problem(answer.status, said.detail || '文件没有上传成功，没有导入任何线索。请稍后重试。');
  }
  return said.id;
}

const Figure = ({label, value, bad}) =>
  html`<span class=${bad && value > 0 ? 'im-bad' : ''}>${label} <strong>${count(value)}</strong> 行</span>`;

function Figures({one}) {
  const good = one.rows - one.duplicates - one.refused;
  return html`<div class="im-figures">
    <${Figure} label="已读取" value=${one.rows} />
    ${one.preview
      ? html`<${Figure} label="可以导入" value=${good} />`
      : html`<${Figure} label="新线索" value=${one.imported} /><${Figure} label="更新" value=${one.updated} />`}
    <${Figure} label="以前已导入" value=${one.duplicates} />
    <${Figure} label="有问题" value=${one.refused} bad />
  </div>`;
}

function Refusals({one}) {
  if (one.refused > 0 && one.refusals.length === 0) {
    return html`<p role="status">有问题的行已按保存期限删除，各项数目仍然保存。</p>`;
  }
  return (
    one.refusals.length > 0 &&
    html`<h2>有问题的行${one.refused > one.refusals.length ? '（前几行）' : ''}</h2>
      <p>
        这些行不会导入，其余各行不受影响。改正后可以重新上传整个文件，已经导入的不会重复。
        <a href=${url('clues', 'imports', one.id, 'refusals')} download>下载全部问题行</a>
      </p>
      <${Table}
        heads=${['行', '字段', '原因']}
        rows=${one.refusals.map(({line, field, reason}) => [line, FIELDS[field] || '整行', reason])}
      />`
  );
}

/** One import: what became of it, and what may be done. */
function Import({id, seen, changed}) {
  const [one, setOne] = useState(null);
  const [said, setSaid] = useState({});
  const [busy, setBusy] = useState(false);

  useEffect(() => {
    let timer;
    const look = new AbortController();
    async function ask() {
      try {
        const found = await read(url('clues', 'imports', id), look.signal);
        setOne(found);
        setSaid({});
        if (found.state === 'RUNNING') {
          timer = setTimeout(ask, SOON);
        } else {
          changed();
        }
      } catch (problem) {
        setSaid({text: problem.message, failed: true});
        timer = setTimeout(ask, 5 * SOON);
      }
    }
    ask();
    return () => {
      look.abort();
      clearTimeout(timer);
    };
  }, [id, busy, seen]);

  async function confirm() {
    setBusy(true);
    try {
      await post(url('clues', 'imports', id, 'confirmation'));
    } catch (problem) {
      setSaid({text: problem.message, failed: true});
    }
    setBusy(false);
  }

  if (!one) {
    return html`<${Said} text=${said.text || '正在读取……'} failed=${said.failed} />`;
  }
  const good = one.rows - one.duplicates - one.refused;
  return html`<section aria-label="本次导入">
    <h2>${one.fileName}：${state(one)}${one.state === 'RUNNING' ? '……可以离开本页，导入会继续' : ''}</h2>
    <${Figures} one=${one} />
    ${one.problem && html`<p class="im-failed" role="alert">${one.problem}</p>`}
    ${one.state === 'PREVIEWED' &&
    html`<div class="im-buttons">
      <button type="button" class="btn btn-primary" disabled=${busy || good === 0} onClick=${confirm}>
        导入 ${count(good)} 行
      </button>
      <span>${good === 0 ? '没有可以导入的行。' : '还没有写入任何线索；确认后写入，等待分派。'}</span>
    </div>`}
    ${one.cancellable &&
    html`<p><${Cancel}
      label="取消导入"
      path=${url('clues', 'imports', id, 'cancellation')}
      done=${found => {
        setOne(found);
        changed();
      }}
      failed=${problem => setSaid({text: problem.message, failed: true})}
    /></p>`}
    ${one.state === 'DONE' && html`<p role="status">导入完成。新线索在“待分派”中等待办案机构负责人分派。</p>`}
    <${Said} text=${said.text} failed=${said.failed} />
    <${Refusals} one=${one} />
  </section>`;
}

/** What may be cancelled has its button in the row. */
const cancel = (one, list, say) =>
  one.cancellable &&
  html`<${Cancel}
    label="取消导入"
    path=${url('clues', 'imports', one.id, 'cancellation')}
    done=${({problem}) => {
      say({text: problem});
      list();
    }}
    failed=${problem => {
      say({text: problem.message, failed: true});
      list();
    }}
  />`;

function Past({imports, choose, list, say}) {
  return (
    imports.length > 0 &&
    html`<h2>以往的导入</h2>
      <${Table}
        heads=${['时间', '文件', '来源', '导入人', '状态', '行数', '新线索', '更新', '以前已导入', '有问题', '办理']}
        rows=${imports.map(one => [
          moment(one.startedAt),
          html`<a
            href="#"
            onClick=${event => {
              event.preventDefault();
              choose(one.id);
            }}
            >${one.fileName}</a
          >`,
          one.sourceTitle,
          one.startedBy,
          html`<span class=${STOPPED.includes(one.state) ? 'im-failed' : ''}>${state(one)}</span>`,
          count(one.rows),
          count(one.imported),
          count(one.updated),
          count(one.duplicates),
          count(one.refused),
          cancel(one, list, say)
        ])}
      />`
  );
}

function Imports() {
  const [page, setPage] = useState({sources: [], imports: []});
  const [id, setId] = useState(null);
  const [said, setSaid] = useState({});
  const [busy, setBusy] = useState(false);
  const form = useRef();
  const list = () => read(url('clues', 'imports')).then(setPage, problem => setSaid({text: problem.message, failed: true}));
  useEffect(() => {
    list();
  }, []);

  async function check(event) {
    event.preventDefault();
    const {file, source} = form.current.elements;
    if (!file.files.length) {
      setSaid({text: '请先选择文件。', failed: true});
      return;
    }
    setBusy(true);
    setSaid({text: '正在上传……'});
    try {
      setId(await send(file.files[0], source.value));
      setSaid({});
    } catch (problem) {
      setSaid({text: problem.message, failed: true});
    }
    setBusy(false);
  }

  return html`<form class="im-form" aria-label="选择文件" ref=${form} onSubmit=${check}>
      <label>
        <span>来源</span>
        <select class="form-control" name="source">
          ${page.sources.map(({key, title}) => html`<option value=${key}>${title}</option>`)}
        </select>
      </label>
      <label>
        <span>文件（.xlsx、.csv 或者每行一条的 JSON）</span>
        <input class="form-control" type="file" name="file" accept=".xlsx,.csv,.txt,.json,.jsonl" />
      </label>
      <button type="submit" class="btn btn-primary" disabled=${busy || page.sources.length === 0}>上传并检查</button>
      <p class="im-hint">先检查，不写入；看过有问题的行以后再确认导入。同一编号、同样内容的行不会重复导入。</p>
    </form>
    <${Said} text=${said.text} failed=${said.failed} />
    ${id && html`<${Import} key=${id} id=${id} seen=${page.imports.find(one => one.id === id)?.state} changed=${list} />`}
    <${Past} imports=${page.imports} choose=${setId} list=${list} say=${setSaid} />`;
}

/** For operators: what is not over at any bureau. */
function Open() {
  const [imports, set] = useState(null);
  const [said, say] = useState({});
  const list = () => read(url('clues', 'imports')).then(({imports: found}) => set(found), problem => say({text: problem.message, failed: true}));
  useEffect(() => {
    list();
    const timer = setInterval(list, 5 * SOON);
    return () => clearInterval(timer);
  }, []);
  return html`<h2>各单位没有结束的导入</h2>
    <${Said} text=${said.text} failed=${said.failed} />
    ${imports?.length === 0 && html`<${None}>没有等待、正在处理或者待确认的导入。<//>`}
    ${imports?.length > 0 &&
    html`<${Table}
      heads=${['时间', '单位', '导入人', '来源', '状态', '文件大小（KB）', '行数', '办理']}
      rows=${imports.map(one => [
        moment(one.startedAt), one.bureau, one.startedBy, one.sourceTitle, state(one), count(Math.ceil(one.bytes / 1024)), count(one.rows),
        cancel(one, list, say)
      ])}
    />`}`;
}

function Page() {
  if (!me().userId) {
    return html`<${SignInFirst} />`;
  }
  const {roles} = me();
  return roles.includes('officer')
    ? html`<${Imports} />`
    : roles.includes('operator')
    ? html`<${Open} />`
    : html`<p class="cf-none">只有办案人员可以批量导入线索。需要导入的，请交本局办案人员办理。</p>`;
}

await learn();
const place = document.querySelector('main');
place.replaceChildren();
render(html`<${Page} />`, place);
