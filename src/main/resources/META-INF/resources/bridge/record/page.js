// The auditors' screen: who did, saw and was denied what.
import {html, render, useEffect, useState} from '/bridge/lib/preact.js';
import {post, Problem, read, token, url} from '/camunda/app/tasklist/scripts/casefile/api.js';
import {count} from '/camunda/app/tasklist/scripts/casefile/figures.js';
import {joined, None, Quiet, Said, SignInFirst, Table} from '/camunda/app/tasklist/scripts/casefile/parts.js';
import {learn, me} from '/bridge/me.js';
import {day, moment} from '/bridge/time.js';

const AUDITORS = ['auditor', 'camunda-admin'];
const HEADS = ['时间', '人员', '行为', '案件和对象', '说明和用途', '来源地址'];
const WEEK = 7 * 24 * 60 * 60 * 1000;

const Field = ({label, children}) => html`<label><span>${label}</span>${children}</label>`;

const Text = ({name, label, hint, value, type = 'text'}) =>
  html`<${Field} label=${label}>
    <input class="form-control" type=${type} name=${name} placeholder=${hint} defaultValue=${value} autocomplete="off" />
  <//>`;

/** What stands in the form; what is empty is left out. */
function asked(form) {
  return Object.fromEntries(
    [...new FormData(form)].map(([name, value]) => [name, value.trim()]).filter(([, value]) => value)
  );
}

async function saveExport(search) {
  let answer;
  try {
    answer = await fetch(url('record', 'export'), {
      method: 'POST',
      headers: {'Content-Type': 'application/json', 'X-Requested-With': 'XMLHttpRequest', 'X-XSRF-TOKEN': token()},
      credentials: 'same-origin',
      body: JSON.stringify(search)
    });
  } catch {
    throw new Problem(0, '暂时连不上服务器，没有导出。请稍后重试。');
  }
  if (!answer.ok) {
    const said = await answer.json().catch(() => ({}));
    throw new Problem(answer.status, said.detail || '没有导出，请稍后重试。');
  }
  const link = document.createElement('a');
  link.href = URL.createObjectURL(await answer.blob());
  link.download = `审计记录-${day(Date.now())}.csv`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}

function row(one) {
  const twice = (first, second) => html`${first}${second && html`<br /><${Quiet}>${second}<//>`}`;
  return [
    moment(one.at),
    twice(one.name === one.user ? one.name : joined([one.name, one.user], ' '), joined([one.organisation, one.roles], ' · ')),
    twice(
      html`<span class=${one.kind === '拒绝' ? 'rc-denied' : ''}>${one.act}${one.times > 1 ? `（另有 ${one.times} 次）` : ''}</span>`,
      one.operation
    ),
    twice(one.caseNo || '', one.subject === one.caseNo ? '' : one.subject),
    twice(one.detail || '', one.purpose && `用途：${one.purpose}`),
    one.source
  ];
}

function Archives() {
  const [files, setFiles] = useState([]);
  useEffect(() => {
    read(url('record', 'archives')).then(setFiles, () => {});
  }, []);
  return (
    files.length > 0 &&
    html`<h2>已归档的记录</h2>
      <${Table}
        heads=${['期间', '条数', '归档时间', '文件']}
        rows=${files.map(file => [
          `${day(file.from)} 至 ${day(file.to)}`,
          count(file.rows),
          moment(file.archivedAt),
          html`<a href=${url('record', 'archives', file.sha256)}>下载（SHA-256 ${file.sha256.slice(0, 16)}……）</a>`
        ])}
      />`
  );
}

function Record() {
  const [kinds, setKinds] = useState([]);
  const [search, setSearch] = useState(null);
  const [rows, setRows] = useState(null);
  const [next, setNext] = useState(null);
  const [said, setSaid] = useState({});
  const [busy, setBusy] = useState(false);

  useEffect(() => {
    read(url('record', 'kinds')).then(setKinds, problem => setSaid({text: problem.message, failed: true}));
  }, []);

  async function doing(work) {
    setBusy(true);
    setSaid({});
    try {
      await work();
    } catch (problem) {
      setSaid({text: problem.message, failed: true});
    } finally {
      setBusy(false);
    }
  }

  const find = event => {
    event.preventDefault();
    const question = asked(event.target);
    return doing(async () => {
      const page = await post(url('record', 'search'), question);
      setSearch(question);
      setRows(page.rows);
      setNext(page.next);
      setSaid({text: page.rows.length ? '' : '没有符合条件的记录。'});
    });
  };

  const more = () =>
    doing(async () => {
      const page = await post(url('record', 'search'), {...search, before: next});
      setRows([...rows, ...page.rows]);
      setNext(page.next);
    });

  const save = event =>
    doing(async () => {
      await saveExport(asked(event.target.form));
      setSaid({text: '已经导出；文件末行有水印，这次导出已经留痕。'});
    });

  return html`<form class="rc-form" aria-label="检索审计记录" onSubmit=${find}>
      <${Text} name="person" label="人员（账号）" hint="例如 officer310105" />
      <${Text} name="organisation" label="单位（代码）" hint="例如 310105" />
      <${Text} name="caseNo" label="案件编号" hint="例如 310105-2026-000123" />
      <${Field} label="类别">
        <select class="form-control" name="kind">
          <option value="">全部</option>
          ${kinds.map(({code, title}) => html`<option value=${code}>${title}</option>`)}
        </select>
      <//>
      <${Text} name="whose" label="谁的信息（电话、姓名或者证件号码）" hint="查谁看过这个人的信息" />
      <${Text} name="from" label="从" type="date" value=${day(Date.now() - WEEK)} />
      <${Text} name="to" label="到" type="date" value=${day(Date.now())} />
      <div class="rc-buttons">
        <button type="submit" class="btn btn-primary" disabled=${busy}>检索</button>
        <button type="button" class="btn btn-default" disabled=${busy} onClick=${save}>导出</button>
      </div>
      <p class="rc-hint">
        记录中没有个人信息原文：电话、姓名和证件号码以带密钥的校验值比对。每次检索和导出都会留痕。
      </p>
    </form>
    <${Said} text=${said.text} failed=${said.failed} />
    ${rows &&
    rows.length > 0 &&
    html`<h2>${next ? `最近的 ${count(rows.length)} 条` : `共 ${count(rows.length)} 条`}</h2>
      <${Table} heads=${HEADS} rows=${rows.map(row)} />
      ${next && html`<button type="button" class="btn btn-default" disabled=${busy} onClick=${more}>继续显示更早的</button>`}`}
    <${Archives} />`;
}

function Page() {
  if (!me().userId) {
    return html`<${SignInFirst} app="cockpit" />`;
  }
  return AUDITORS.some(role => me().roles.includes(role))
    ? html`<${Record} />`
    : html`<${None}>只有审计人员可以查看审计记录。需要查看的请联系审计人员。<//>`;
}

await learn();
const place = document.querySelector('main');
place.replaceChildren();
render(html`<${Page} />`, place);
