// 涉网主体比对: an officer brings two tables; persons decide about what is not sure; the unit head makes clues of what is wrong.
import {html, render, useEffect, useRef, useState} from '/bridge/lib/preact.js';
import {casePage, post, read, send, url} from '/camunda/app/tasklist/scripts/casefile/api.js';
import {count} from '/camunda/app/tasklist/scripts/casefile/figures.js';
import {Cancel, None, Quiet, Said, SignInFirst, Table} from '/camunda/app/tasklist/scripts/casefile/parts.js';
import {learn, me} from '/bridge/me.js';
import {moment} from '/bridge/time.js';
import {LEVELS} from './levels.js';
import {Review} from './review.js';
import {Weights} from './weights.js';

const SOON = 1000;
const STATES = {RUNNING: '正在比对', REVIEW: '待认定', DONE: '已完成', FAILED: '没有完成', SET_ASIDE: '已搁置', CANCELLED: '已取消'};
/** Ended without a result that counts. */
const STOPPED = ['FAILED', 'SET_ASIDE', 'CANCELLED'];
const KINDS = {NEW: '新增', GONE: '不再出现', CHANGED: '有变化'};
const chosen = what => new URLSearchParams(location.hash.slice(1)).get(what);
/** What rows have to say for what is looked for: in which table, by which column. */
const TOLD = [
  ['categories', 'shops', '网店没有写明经营类目', '是否未取得许可、超出许可范围和经营范围'],
  ['permits', 'entries', '登记主体没有写明许可', '是否未取得许可、超出许可范围'],
  ['scopes', 'entries', '登记主体没有写明经营范围', '是否超出经营范围'],
  ['abnormal', 'entries', '登记主体没有写明是否列入经营异常名录', '是否列入、是否通过登记的住所无法联系'],
  ['serious', 'entries', '登记主体没有写明是否列入严重违法失信名单', '是否列入']
];
const is = role => me().roles.includes(role);

/** What tables may say beside the least. */
const COLUMNS = [
  ['网店表', 'category', '经营类目', '几个类目以分号隔开；分级的以 > 隔开，按最后一级看'],
  ['网店表', 'permit_shown', '公示的行政许可', '种类和编号；没有的写“无”'],
  ['登记信息表', 'scope', '经营范围', '登记的全文'],
  ['登记信息表', 'permits', '全部行政许可', '以分号隔开，如“食品经营许可（散装食品销售）：2027-06-30；药品经营许可：长期”，括号内是许可范围，冒号后是有效期的最后一日；没有的写“无”'],
  ['登记信息表', 'abnormal_list', '列入经营异常名录的原因', '如“通过登记的住所无法联系”；没有列入的写“无”'],
  ['登记信息表', 'serious_list', '列入严重违法失信名单的原因', '没有列入的写“无”']
];

/** Whose register changes may be brought for. */
const usable = ({state, entries}) => !STOPPED.includes(state) && entries > 0;

function Begin({begun, runs}) {
  const form = useRef();
  const [said, say] = useState({});
  const [busy, setBusy] = useState(false);
  const [base, setBase] = useState('');
  const [ofCase, setOfCase] = useState(chosen('case') !== null);

  async function upload(event) {
    event.preventDefault();
    const {shops, registry} = form.current.elements;
    if (!registry.files.length || (!base && shops && !shops.files.length)) {
      say({text: base ? '请选择登记信息变更表。' : '请选择网店表和登记信息表。', failed: true});
      return;
    }
    setBusy(true);
    try {
      await send(url('reconciliations'), new FormData(form.current), part => say({text: `正在上传 ${Math.round(part * 100)} %……`}));
      say({});
      form.current.reset();
      setBase('');
      begun();
    } catch (problem) {
      say({text: problem.message, failed: true});
    }
    setBusy(false);
  }

  return html`<form class="rc-form" aria-label="发起比对" ref=${form} onSubmit=${upload}>
      <label><span>登记信息</span>
        <select class="form-control" name="base" value=${base} onChange=${event => setBase(event.target.value)}>
          <option value="">全部登记信息，重新提供</option>
          ${runs.filter(usable).map(one => html`<option value=${one.id}>只提供 ${moment(one.startedAt)} 比对以后的变更</option>`)}
        </select></label>
      <label><span>网店</span>
        <select class="form-control" value=${ofCase ? 'case' : ''} onChange=${event => setOfCase(event.target.value === 'case')}>
          <option value="">上传网店表</option>
          <option value="case">取自案件中平台答复的店铺主体信息</option>
        </select></label>
      ${ofCase
        ? html`<label><span>案件编号</span>
            <input class="form-control" name="caseNo" defaultValue=${chosen('case') || ''} maxlength="64" required /></label>
          <label><span>用途（不少于 5 个字，与取用人、时间一起留痕）</span>
            <input class="form-control" name="purpose" minlength="5" maxlength="200" required /></label>`
        : html`<label><span>${base ? '网店表（不选的，沿用那次比对的网店）' : '网店表（平台半年报送的主体信息，CSV、每行一条的 JSON 或者 Parquet）'}</span>
        <input class="form-control" type="file" name="shops" accept=".csv,.txt,.json,.jsonl,.parquet" /></label>`}
      <label><span>${base ? '登记信息变更表（change 列写明新增、变更或者注销）' : '登记信息表（登记机关提供的登记信息，CSV、每行一条的 JSON 或者 Parquet）'}</span>
        <input class="form-control" type="file" name="registry" accept=".csv,.txt,.json,.jsonl,.parquet" /></label>
      <button type="submit" class="btn btn-primary" disabled=${busy}>上传并比对</button>
    </form>
    <details class="rc-told">
      <summary>表中要有哪些列；平台、许可、经营范围、名单怎样提供</summary>
      <p>第一行是列名，写中文或者括号内的代码都可以，文件用 UTF-8 编码。网店表须有网店ID（shop_id）、亮照名称（licence_name_shown）、亮照代码（licence_code_shown）、公示地址（address_shown）；登记信息表须有统一社会信用代码（uscc）、名称（name）、住所（address）；变更表须有变更类型（change）、统一社会信用代码（uscc）。</p>
      <p>platform 列写平台编码（如 taobao），同一平台在各表中写法要一致：年交易额按同一联系电话、各平台的网店合计，已登记的经营者的网店不计入；一张表中超过 100 家网店共用的电话不是任何一家经营者的电话。</p>
      <p>以下各列可以没有，格也可以空着；没有写明的不看，不作为问题。许可和范围只看这些类目：餐饮服务、散装食品、药品、第三类医疗器械、出版物（图书、期刊、报纸、音像制品等）、烟草制品。</p>
      <${Table} heads=${['表', '列名', '内容', '写法']} rows=${COLUMNS.map(([table, name, ...rest]) => [table, html`<code>${name}</code>`, ...rest])} />
    </details>
    <${Said} text=${said.text} failed=${said.failed} />`;
}

/** What was not looked at, as nobody said it: no finding there does not mean that nothing is wrong. */
function Unseen({run}) {
  const unseen = TOLD.map(([key, of, who, what]) => [run[of] - run.told[key], who, what]).filter(([rows]) => rows > 0);
  return run.state !== 'RUNNING' && !STOPPED.includes(run.state) && unseen.length > 0 &&
    html`<details class="rc-told">
      <summary>有的问题没有看，或者没有全看：表中有 ${unseen.length} 项内容没有全部写明</summary>
      <ul>${unseen.map(([rows, who, what]) => html`<li>${count(rows)} 个${who}：没有看${what}</li>`)}</ul>
    </details>`;
}

/** @param done with what it is then */
const cancel = (run, done, failed) =>
  run.cancellable &&
  html`<${Cancel} label="取消比对" path=${url('reconciliations', run.id, 'cancellation')} done=${done} failed=${failed} />`;

function Runs() {
  // Operators see those that run at any bureau, and nothing of their results.
  const anywhere = is('operator') && !is('officer');
  const [runs, set] = useState(null);
  const [said, say] = useState({});
  const list = () => read(url('reconciliations')).then(set, problem => say({text: problem.message, failed: true}));
  useEffect(() => {
    list();
  }, []);
  useEffect(() => {
    const timer = runs?.some(({state}) => state === 'RUNNING') && setTimeout(list, SOON);
    return () => clearTimeout(timer);
  }, [runs]);
  return html`${is('officer') && html`<${Begin} begun=${list} runs=${runs || []} />`}
    <${Said} text=${said.text} failed=${said.failed} />
    ${runs && runs.length === 0 && html`<${None}>${anywhere ? '没有等待或者正在进行的比对。' : '本单位还没有比对过。'}<//>`}
    ${runs?.length > 0 &&
    html`<${Table}
      heads=${[...(anywhere ? ['单位'] : []), '发起时间', '发起人', '状态', '网店', '登记主体', '完全一致', '基本确定', '需要认定', '查无登记', '尚待认定', '有问题的行', '权重', '办理']}
      rows=${runs.map(one => [
        ...(anywhere ? [one.bureau] : []),
        anywhere ? moment(one.startedAt) : html`<a href=${`/reconciliation#run=${one.id}`}>${moment(one.startedAt)}</a>`,
        one.startedBy,
        one.state === 'RUNNING' ? `${one.waitsFor ? '暂停，等待恢复' : '正在比对'} ${count(one.matched)}／${count(one.shops)}` : STATES[one.state] + (one.rowsGone ? '，逐行结果已到期删除' : ''),
        count(one.shops),
        count(one.entries),
        ...Object.keys(LEVELS).map(level => count(one.levels[level])),
        count(one.toReview),
        count(one.refusals),
        `第 ${one.weights} 版`,
        cancel(one, found => {
          say({text: found.failure});
          list();
        }, problem => {
          say({text: problem.message, failed: true});
          list();
        })
      ])}
    />`}
    ${!anywhere && html`<${Weights} />`}`;
}

const Figure = ({label, value, late}) => html`<span class=${late && value > 0 ? 'rc-late' : ''}>${label} <strong>${count(value)}</strong></span>`;

function Figures({overview: {run, discrepancies}}) {
  return html`<div class="rc-figures">
      <${Figure} label="网店" value=${run.shops} /><${Figure} label="登记主体" value=${run.entries} />
      ${Object.entries(LEVELS).map(([level, title]) => html`<${Figure} label=${title} value=${run.levels[level]} />`)}
      <${Figure} label="尚待认定" value=${run.toReview} late />
      <${Figure} label="有问题的行" value=${run.refusals} late />
    </div>
    ${run.rowsGone
      ? html`<p class="rc-files" role="status">逐行结果已按保存期限删除；上传的两份表、认定和线索仍然保存。需要逐行查看的，请用原来的两份表重新比对。</p>`
      : html`<p class="rc-files">
      <a href=${url('reconciliations', run.id, 'matches')} download>下载比对结果</a>
      ${run.refusals > 0 && html`　<a href=${url('reconciliations', run.id, 'refusals')} download>下载有问题的行（行、字段、原因）</a>`}
    </p>`}
    ${discrepancies.length > 0 &&
    html`<details class="rc-told">
      <summary>发现的问题：${discrepancies.map(({title, shops}) => `${title} ${count(shops)}`).join('，')}</summary>
      <${Table} heads=${['问题', '网店', '依据']} rows=${discrepancies.map(({title, shops, basis}) => [title, count(shops), basis])} />
    </details>`}
    <${Unseen} run=${run} />`;
}

/** What is wrong and sure, bureau by bureau; one click each. */
function Findings({id}) {
  const [found, set] = useState(null);
  const [said, say] = useState({});
  const [busy, setBusy] = useState(false);
  const ask = () => read(url('reconciliations', id, 'findings')).then(set, problem => say({text: problem.message, failed: true}));
  useEffect(() => {
    ask();
  }, [id]);

  async function handIn({bureau, name}) {
    setBusy(true);
    say({text: '正在生成线索……'});
    try {
      const {handedIn, bureaus, refused} = await post(url('reconciliations', id, 'clues'), {bureau});
      const where = Object.entries(bureaus).map(([to, clues]) => `${to} ${count(clues)} 件`);
      const why = [...new Set(refused.map(({reason}) => reason))].slice(0, 3).join('');
      say({
        text: `${name}：已生成线索 ${count(handedIn)} 件${where.length ? `（${where.join('，')}），在待分派中` : ''}。${
          refused.length ? `另有 ${count(refused.length)} 件不能生成：${why}` : ''}`,
        failed: refused.length > 0
      });
    } catch (problem) {
      say({text: problem.message, failed: true});
    }
    setBusy(false);
    await ask();
  }

  if (!found) {
    return html`<p>${said.text || '正在读取……'}</p>`;
  }
  return html`<${Said} text=${said.text} failed=${said.failed} />
    ${found.length === 0 && html`<${None}>没有已经确定的问题。需要认定的，认定后在这里列出。<//>`}
    ${found.map(
      one => html`<section class="rc-bureau" key=${one.bureau} aria-label=${one.name}>
        <div>
          <h3>${one.name}</h3>
          <p>${Object.entries(one.discrepancies).map(([title, number]) => `${title} ${count(number)}`).join('，')}</p>
          <p><${Quiet}>${one.reasoning}${one.articles.length ? `（${one.articles.join('、')}）` : ''}<//></p>
          ${one.missing.length > 0 && html`<p class="rc-late">尚缺：${one.missing.join('、')}。查明之前由本单位核查。</p>`}
        </div>
        <div class="rc-click">
          <p>${count(one.findings)} 项，已生成线索 ${count(one.handedIn)} 件</p>
          ${is('unitHead') &&
          html`<button type="button" class="btn btn-primary" disabled=${busy || one.handedIn === one.findings} onClick=${() => handIn(one)}>
            确认并生成 ${count(one.findings - one.handedIn)} 件线索
          </button>`}
        </div>
      </section>`
    )}
    ${!is('unitHead') && found.length > 0 && html`<p><${Quiet}>线索由办案机构负责人确认生成。<//></p>`}`;
}

function Changes({id}) {
  const [found, set] = useState(null);
  const [said, say] = useState({});
  useEffect(() => {
    read(url('reconciliations', id, 'changes')).then(set, problem => say({text: problem.message, failed: true}));
  }, [id]);
  if (!found) {
    return html`<p>${said.text || '正在读取……'}</p>`;
  }
  return found.length === 0
    ? html`<${None}>与上次比对相比没有变化。<//>`
    : html`<${Table}
        heads=${['变化', '网店', '上次的登记主体', '这次的登记主体', '上次的问题', '这次的问题']}
        rows=${found.map(one => [KINDS[one.kind], one.shopId, one.before, one.now, one.discrepanciesBefore.join('，'), one.discrepanciesNow.join('，')])}
      />`;
}

/** One run: its figures, and what may be done now. */
function Run({id}) {
  const [overview, set] = useState(null);
  const [said, say] = useState({});
  const [part, setPart] = useState('review');
  const asked = useRef(0);
  // Of two that are under way the later counts, whichever comes first.
  const ask = () => {
    const number = ++asked.current;
    return read(url('reconciliations', id, 'overview')).then(
      found => number === asked.current && set(found),
      problem => say({text: problem.message, failed: true})
    );
  };
  useEffect(() => {
    ask();
  }, [id]);
  const running = overview?.run.state === 'RUNNING';
  useEffect(() => {
    const timer = running && setTimeout(ask, SOON);
    return () => clearTimeout(timer);
  }, [overview]);
  if (!overview) {
    return html`<p>${said.text || '正在读取……'}</p>`;
  }
  const {run, review, comparable} = overview;
  const parts = {review: `认定（${count(run.toReview)}）`, clues: '按管辖生成线索', ...(comparable && {changes: '与上次相比'})};
  return html`<p><a href="/reconciliation#">返回</a>　${moment(run.startedAt)} 发起　${run.startedBy}　<strong>${STATES[run.state]}</strong>${
      running ? `　已比对 ${count(run.matched)} 家，共 ${count(run.shops)} 家……可以离开本页，比对会继续` : ''}</p>
    <p><${Quiet}>按第 ${run.weights} 版权重比对${run.weights === 1 ? '（人工设定）' : '（按认定统计）'}${
      run.base ? html`；登记信息是在<a href=${`/reconciliation#run=${run.base}`}>此前一次比对</a>的登记信息上变更的` : ''}${
      run.shopsCase
        ? html`；网店取自案件 <a href=${casePage(run.shopsCase)}>${run.shopsCase}</a> 中平台的答复（${run.shopsAnswers.join('、')}），公示地址在此只显示到行政区划，完整地址见该案件的数据`
        : ''}。<//></p>
    ${run.waitsFor && html`<p class="rc-late" role="status">${run.waitsFor}</p>`}
    ${run.failure && html`<p class="rc-late" role="alert">${run.failure}</p>`}
    ${run.cancellable && html`<p>${cancel(run, ask, problem => say({text: problem.message, failed: true}))}</p>`}
    <${Said} text=${said.text} failed=${said.failed} />
    <${Figures} overview=${overview} />
    ${!running && !STOPPED.includes(run.state) && !run.rowsGone &&
    html`<nav class="rc-parts" aria-label="办理">
        ${Object.entries(parts).map(
          ([key, title]) => html`<button type="button" class=${`btn ${key === part ? 'btn-primary' : 'btn-default'}`}
            aria-pressed=${key === part ? 'true' : 'false'} onClick=${() => setPart(key)}>${title}</button>`
        )}
      </nav>
      ${part === 'review' && html`<${Review} id=${id} overview=${overview} changed=${ask} counts=${review} />`}
      ${part === 'clues' && html`<${Findings} id=${id} />`}
      ${part === 'changes' && html`<${Changes} id=${id} />`}`}`;
}


function Page() {
  const [id, set] = useState(chosen('run'));
  useEffect(() => {
    const follow = () => set(chosen('run'));
    addEventListener('hashchange', follow);
    return () => removeEventListener('hashchange', follow);
  }, []);
  if (!me().userId) {
    return html`<${SignInFirst} />`;
  }
  return id ? html`<${Run} key=${id} id=${id} />` : html`<${Runs} />`;
}

await learn();
const place = document.querySelector('main');
place.replaceChildren();
render(html`<${Page} />`, place);
