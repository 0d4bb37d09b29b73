// Data that platforms are asked to keep before a letter asks for it.
import {html, useEffect, useRef, useState} from '/bridge/lib/preact.js';
import {change, read, url} from './api.js';
import {moment} from './figures.js';
import {useKept} from './kept.js';
import {joined, Quiet, Section, Tag} from './parts.js';

let labelled = 0;

/** A field beside its label. A case file may be on the page twice. */
function Labelled({title, draw}) {
  const [id] = useState(() => `cf-hold-${++labelled}`);
  return html`<label for=${id}>${title}</label>${draw(id)}`;
}

const Choice = ({name, title, options, chosen}) => html`<${Labelled}
  title=${title}
  draw=${id => html`<select class="form-control" id=${id} name=${name}>
    ${options.map(({value, label}) => html`<option value=${value} selected=${value === chosen}>${label}</option>`)}
  </select>`}
/>`;

const Field = ({title, type = 'text', ...more}) => html`<${Labelled}
  title=${title}
  draw=${id => html`<input class="form-control" type=${type} id=${id} ...${more} />`}
/>`;

function kind(hold) {
  return hold.status === 'REFUSED' ? 'late' : hold.open ? 'state' : 'done';
}

/** What one may be asked to do with a hold, each a date or a click away. */
function Acts({hold, options, act}) {
  const until = useRef();
  const [busy, wait] = useState(false);
  const button = (label, method, content) => html`<button
    type="button"
    class="btn btn-default btn-sm"
    disabled=${busy}
    onClick=${async () => {
      wait(true);
      await act(method, content(), hold.holdNo);
      wait(false);
    }}
  >
    ${label}
  </button>`;
  return html`<p class="cf-line cf-hold-acts">
    <input
      class="form-control"
      type="date"
      ref=${until}
      min=${options.earliest}
      max=${options.latest}
      aria-label=${`${hold.holdNo} 延长至`}
    />
    ${button('延长至该日', 'PATCH', () => ({until: until.current.value || null}))}
    ${button('解除保全', 'DELETE', () => undefined)}
  </p>`;
}

const Hold = ({hold, options, act}) => html`<div class="cf-finding">
  <p class="cf-line">
    <${Tag} kind=${kind(hold)}>${hold.statusTitle}<//>
    <strong>${hold.platformName}　${hold.datasetTitle}</strong>
    <span>${`${hold.targetTitle} ${hold.targetId}`}</span>
    <${Quiet}>${`${hold.open ? '保全至' : '原定至'} ${moment(hold.until)}`}<//>
  </p>
  <p class="cf-explain">
    ${joined([
      hold.holdNo,
      (hold.from || hold.to) && `期间 ${hold.from || '最早'} 至 ${hold.to || '今日'}`,
      `登记 ${moment(hold.orderedAt)}`,
      `理由：${hold.reason}`
    ])}
  </p>
  ${hold.explanation && html`<p class="cf-text">平台说明：${hold.explanation}</p>`}
  ${options.allowed && hold.open && html`<${Acts} hold=${hold} options=${options} act=${act} />`}
</div>`;

function Order({about, options, act}) {
  const {form, node, sent} = useKept('hold', '数据保全');
  const [platform, choose] = useState(about.platform);
  const [busy, wait] = useState(false);
  const {objection} = (options.platforms.find(({value}) => value === platform) || options.platforms[0]) || {};

  async function submit(event) {
    event.preventDefault();
    wait(true);
    const fields = Object.fromEntries([...new FormData(node.current)].map(([name, value]) => [name, value || null]));
    if (await act('POST', fields)) {
      sent();
    }
    wait(false);
  }

  function onInput() {
    form.onInput();
    choose(node.current.elements.platform.value);
  }

  return html`<details class="cf-hold-new">
    <summary>提出新的保全请求</summary>
    <form class="cf-hold-form" ref=${form.ref} onInput=${onInput} onSubmit=${submit}>
      <${Choice} name="platform" title="平台" options=${options.platforms} chosen=${about.platform} />
      <${Choice} name="dataset" title="数据项" options=${options.datasets} chosen="TRADE" />
      <${Choice} name="targetType" title="对象" options=${options.targetTypes} chosen="SHOP" />
      <${Field} name="targetId" title="对象编号" maxlength="64" defaultValue=${about.shopId} />
      <${Field} name="from" title="期间自" type="date" defaultValue=${about.from} />
      <${Field} name="to" title="期间至" type="date" defaultValue=${about.to} />
      <${Choice}
        name="basis"
        title="法律依据"
        options=${options.bases.map(text => ({value: text, label: text}))}
        chosen=${about.legalBasis}
      />
      <${Field}
        name="until"
        title="保全至"
        type="date"
        min=${options.earliest}
        max=${options.latest}
        defaultValue=${options.latest}
      />
      <${Field} name="reason" title="理由" maxlength="500" placeholder="例如：店铺即将关闭，防止交易记录灭失" />
      <button type="submit" class="btn btn-default" disabled=${busy || Boolean(objection)}>请平台保全</button>
    </form>
    <p class="cf-problem" role="status" hidden=${!objection}>${objection}</p>
    <p class="cf-hint">保全只请平台保存数据，不提供数据；正式调取仍须另行提出并按级别审批。</p>
  </details>`;
}

/** Asked for beside the case file, because only the platform's answer makes them. */
function Holds({file, hide}) {
  const address = url('cases', file.caseNo, 'preservations');
  const [known, setKnown] = useState(null);
  const [problem, say] = useState('');

  async function load() {
    try {
      const [holds, options] = await Promise.all([read(address), read(`${address}/options`)]);
      setKnown({holds, options});
      // Who can neither see nor do anything here needs no heading.
      hide(!holds.length && !options.allowed);
      say('');
    } catch (refused) {
      say(refused.message);
    }
  }

  /** @returns whether it was done */
  async function act(method, content, holdNo) {
    try {
      await change(method, holdNo ? `${address}/${encodeURIComponent(holdNo)}` : address, content);
    } catch (refused) {
      say(refused.message);
      return false;
    }
    await load();
    return true;
  }

  useEffect(() => {
    load();
  }, [file]);

  const {holds = [], options = {}} = known || {};
  return html`${!known && !problem && html`<p class="cf-loading" role="status">正在读取……</p>`}
    ${known && !holds.length && html`<p class="cf-none">没有保全请求。</p>`}
    ${holds.map(hold => html`<${Hold} key=${hold.holdNo} hold=${hold} options=${options} act=${act} />`)}
    ${options.allowed && html`<${Order} about=${file.summary} options=${options} act=${act} />`}
    <p class="cf-problem" role="alert" hidden=${!problem}>${problem}</p>`;
}

/** Folded, nothing is asked for. */
export function Preservations({file}) {
  const [hidden, hide] = useState(false);
  return html`<${Section} title="数据保全" hint="正式调取之前，请平台先行保存" kind="cf-holds" hidden=${hidden}>
    <${Holds} file=${file} hide=${hide} />
  <//>`;
}
