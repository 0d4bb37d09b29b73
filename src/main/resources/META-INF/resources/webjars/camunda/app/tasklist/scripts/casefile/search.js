// 案件查询 in the navigation bar: every case of the person's organisation, also one that is closed and has no task; and by words
// what is in them, cases, subjects and letters each in a list of their own.
import {h, html, render, useEffect, useRef, useState} from '/bridge/lib/preact.js';
import {engine, query, read, url} from './api.js';
import {count, moment} from './figures.js';
import {CaseFile} from './file.js';
import {mayGo} from './filled.js';
import {joined, Quiet, Tag} from './parts.js';

const SIZE = 20;
const WHAT = '编号、名称或内容中的文字，几个词用空格分开';
const UNITS = {CASE: '件', SUBJECT: '个', LETTER: '份'};

const Hit = ({row, choose}) => html`<li>
  <button class="cf-hit" type="button" data-case=${row.caseNo} onClick=${() => choose(row)}>
    <strong>${
      // A liaison has a line for each letter, the others one for the case.
      row.role === 'LIAISON' ? row.subjectId : row.caseNo
    }</strong>
    <span><${Tag} kind=${row.open ? 'state' : 'done'}>${row.open ? '在办' : '已结'}<//>${row.stateTitle}</span>
    <span>${row.roleTitle}</span>
    <span class="cf-hit-about">${joined([row.cause, row.shopId && `网店 ${row.shopId}`, row.counterpartName])}</span>
    <${Quiet}>${moment(row.since)}<//>
  </button>
</li>`;

/** What is marked is text and stays text, whatever stands in it. */
const Because = ({because}) => html`<span class="cf-hit-because">
  ${because.map(
    ({label, parts}) => html`<span>
      <${Quiet}>${label}：<//>${parts.map(({text, match}) => (match ? html`<mark>${text}</mark>` : text))}
    </span>`
  )}
</span>`;

/** @param led where it leads: a subject to all its cases, all else to the file of its case */
const WordHit = ({kind, hit, led}) => html`<li>
  <button class="cf-hit" type="button" data-case=${hit.caseNo} data-id=${hit.id} onClick=${() => led(kind, hit)}>
    <strong>${hit.name}</strong>
    ${hit.cases
      ? html`<span>涉及案件 ${amount(hit.cases)} 件</span>
          <span></span>`
      : html`<span><${Tag} kind=${hit.open ? 'state' : 'done'}>${hit.open ? '在办' : '已结'}<//>${hit.stateTitle}</span>
          <span>${hit.roleTitle}</span>`}
    <span class="cf-hit-about">${joined([kind !== 'CASE' && hit.caseNo, kind === 'CASE' && hit.cause])}</span>
    <${Quiet}>${moment(hit.at)}<//>
    <${Because} because=${hit.because} />
  </button>
</li>`;

/** @param all shows this list alone; without it, it is alone */
function Group({group, led, all}) {
  const {kind, title, hits, more} = group;
  return (
    group.total > 0 &&
    html`<section class="cf-hit-group" aria-label=${title}>
      <h4>${title}<small>${amount(group)} ${UNITS[kind]}</small></h4>
      <ol class="cf-hits" aria-label=${title}>
        ${hits.map(hit => html`<${WordHit} key=${hit.id} kind=${kind} hit=${hit} led=${led} />`)}
      </ol>
      ${all &&
      more &&
      html`<p><button class="btn btn-default btn-sm" type="button" onClick=${() => all(kind)}>查看全部${title}</button></p>`}
    </section>`
  );
}

const amount = ({total, beyond}) => `${count(total)}${beyond ? '+' : ''}`;

const nothing = q =>
  `没有找到“${q}”。请核对文字，或者少写几个字；写几个词时，每个词都要出现。这里只有本单位办理和办理过的案件。`;

function sentence({total, beyond, groups}, q) {
  if (groups) {
    const some = groups.filter(group => group.total);
    return some.length
      ? joined(some.map(group => `${group.title} ${amount(group)} ${UNITS[group.kind]}`)) + '，新的在前'
      : nothing(q);
  }
  return total ? `${beyond ? '超过' : '共'} ${count(total)} 件${total > 1 ? '，新的在前' : ''}` : '没有您可以查看的案件。';
}

function Turn({disabled, onClick, children}) {
  return html`<button class="btn btn-default btn-sm" type="button" disabled=${disabled} onClick=${onClick}>${children}</button>`;
}

function FoundByWords({found, kind, turn, led, all}) {
  const [alone] = kind ? found.groups : [];
  return html`${found.groups.map(group => html`<${Group} key=${group.kind} group=${group} led=${led} all=${!kind && all} />`)}
    ${alone &&
    html`<p class="cf-records-bar">
      ${(alone.page > 0 || alone.more) &&
      html`<${Turn} disabled=${alone.page === 0} onClick=${() => turn(-1)}>上一页<//>
        <${Turn} disabled=${!alone.more} onClick=${() => turn(1)}>下一页<//>
        <${Quiet}>${`第 ${count(alone.page + 1)} 页`}<//>`}
      <${Turn} onClick=${() => all('')}>返回全部结果<//>
    </p>`}`;
}

function Found({found, turn, choose}) {
  return html`<ol class="cf-hits" aria-label="案件">
      ${found.cases.map(row => html`<${Hit} key=${row.subjectId || row.caseNo} row=${row} choose=${choose} />`)}
    </ol>
    ${found.total > SIZE &&
    html`<p class="cf-records-bar">
      <${Turn} disabled=${found.page === 0} onClick=${() => turn(-1)}>上一页<//>
      <${Turn} disabled=${!found.more} onClick=${() => turn(1)}>下一页<//>
      <${Quiet}>${`第 ${count(found.page + 1)} 页`}<//>
    </p>`}`;
}

/** The way from a case to what there is to do in it; of the tasks the engine tells those that the person may see. */
function OpenTasks({caseNo, go}) {
  const [tasks, tell] = useState([]);
  useEffect(() => {
    const gone = new AbortController();
    const ofCase = query({processInstanceBusinessKey: caseNo, sortBy: 'dueDate', sortOrder: 'asc', maxResults: SIZE});
    // Without them the file is there all the same, and the task lists are.
    read(engine('task') + ofCase, gone.signal).then(tell, () => tell([]));
    return () => gone.abort();
  }, [caseNo]);
  return (
    tasks.length > 0 &&
    html`<nav class="cf-open-tasks" aria-label="在办任务">
      在办任务：${tasks.map(({id, name}) => html`<a class="btn btn-default btn-sm" href=${`#/?task=${id}`} onClick=${go}>${name}</a>`)}
    </nav>`
  );
}

/** Who works with the keyboard keeps the place; where what was pressed is gone, it is the list's beginning. */
function useKeptFocus(list, told) {
  const pressed = useRef(null);
  if (list.current && list.current.contains(document.activeElement)) {
    pressed.current = document.activeElement;
  }
  useEffect(() => {
    const before = pressed.current;
    pressed.current = null;
    if (before && list.current && (!list.current.contains(before) || before.disabled)) {
      list.current.querySelector('[tabindex], button').focus({preventScroll: true});
    }
  }, [told]);
}

/** An answer that comes after a newer question is dropped. */
function useCases(asked) {
  const [told, tell] = useState({});
  useEffect(() => {
    const gone = new AbortController();
    tell(before => ({...before, busy: true}));
    const {q, kind, page} = asked;
    const address = q
      ? `${url('search')}?${new URLSearchParams({q, kind, page})}`
      : `${url('cases')}?${new URLSearchParams({page, size: SIZE})}`;
    read(address, gone.signal).then(
      found => tell({found, q, kind}),
      problem => tell({problem})
    );
    return () => gone.abort();
  }, [asked]);
  return told;
}

function Search({close}) {
  const dialog = useRef();
  const body = useRef();
  const list = useRef();
  const input = useRef();
  const [asked, ask] = useState({q: '', kind: '', page: 0});
  const [shown, show] = useState(null);
  const last = useRef(null);
  const told = useCases(asked);
  useKeptFocus(list, told.busy);

  useEffect(() => {
    dialog.current.showModal();
    input.current.focus();
  }, []);
  useEffect(() => {
    body.current.scrollTop = 0;
    if (shown) {
      last.current = shown;
      body.current.focus();
    } else if (last.current) {
      const {id, caseNo} = last.current;
      const hits = [...body.current.querySelectorAll('.cf-hit')];
      hits.find(hit => (id ? hit.dataset.id === id : hit.dataset.case === caseNo))?.focus();
    }
  }, [shown]);
  useEffect(() => {
    body.current.scrollTop = 0;
  }, [told.found]);

  function search(event) {
    event.preventDefault();
    if (mayGo(body.current)) {
      last.current = null;
      show(null);
      ask({q: input.current.value.trim(), kind: '', page: 0});
    }
  }

  /** To a task, which Tasklist opens behind the dialog. */
  function leave(event) {
    if (mayGo(body.current)) {
      dialog.current.close();
    } else {
      event.preventDefault();
    }
  }

  const turn = step => ask({...asked, page: asked.page + step});

  /** To the file of the case; of a subject, to the list of all its cases. */
  function led(kind, hit) {
    if (kind !== 'SUBJECT') {
      show({caseNo: hit.caseNo, id: hit.id});
      return;
    }
    input.current.value = hit.cases.q;
    ask({q: hit.cases.q, kind: 'CASE', page: 0});
  }

  return html`<dialog
    class="cf-search"
    aria-label="案件查询"
    ref=${dialog}
    onClose=${close}
    onCancel=${event => mayGo(body.current) || event.preventDefault()}
    onKeyDown=${event => event.stopPropagation()}
  >
    <header class="cf-search-head">
      <h3>案件查询</h3>
      <form role="search" onSubmit=${search}>
        <input class="form-control" type="text" maxlength="100" placeholder=${WHAT} aria-label=${WHAT} ref=${input} />
        <button class="btn btn-primary" type="submit">查询</button>
      </form>
      <button
        class="btn btn-default"
        type="button"
        hidden=${!shown}
        onClick=${() => mayGo(body.current) && show(null)}
      >
        返回列表
      </button>
      <button class="btn btn-default" type="button" onClick=${() => mayGo(body.current) && dialog.current.close()}>关闭</button>
    </header>
    <div class="cf-search-body" tabindex="-1" ref=${body}>
      ${shown && html`<${OpenTasks} key=${shown.caseNo} caseNo=${shown.caseNo} go=${leave} />`}
      ${shown && h(CaseFile, {key: shown.caseNo, find: async () => ({caseNo: shown.caseNo})})}
      <div ref=${list} hidden=${Boolean(shown)} aria-busy=${told.busy ? 'true' : null}>
        ${told.problem
          ? html`<div class="cf">
              <p class="cf-problem" role="alert">${told.problem.message}</p>
              <button class="btn btn-default" type="button" onClick=${() => ask({...asked})}>重新读取</button>
            </div>`
          : html`<p class="cf-found" role="status" tabindex="-1">
                ${told.found ? sentence(told.found, told.q) : '正在读取案件……'}
              </p>
              ${told.found &&
              (told.found.groups
                ? html`<${FoundByWords}
                    found=${told.found}
                    kind=${told.kind}
                    turn=${turn}
                    led=${led}
                    all=${kind => ask({...asked, kind, page: 0})}
                  />`
                : html`<${Found} found=${told.found} turn=${turn} choose=${show} />`)}`}
      </div>
    </div>
  </dialog>`;
}

export function renderSearch(node, parameters, scope) {
  const place = document.createElement('div');

  function close() {
    render(null, place);
    place.remove();
    node.querySelector('a').focus();
  }

  function open(event) {
    event.preventDefault();
    document.body.append(place);
    render(h(Search, {close}), place);
  }

  render(
    html`<a href="" aria-haspopup="dialog" onClick=${open}>
      <span class="glyphicon glyphicon-search" aria-hidden="true"></span> 案件查询
    </a>`,
    node
  );
  // Nothing stays on the screen of who signs out.
  scope.$on('$destroy', () => render(null, place));
}
