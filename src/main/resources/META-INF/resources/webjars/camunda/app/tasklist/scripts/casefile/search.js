// 案件查询 in the navigation bar: every case of the person's organisation, also one that is closed and has no task.
import {h, html, render, useEffect, useRef, useState} from '/bridge/lib/preact.js';
import {read, url} from './api.js';
import {count, moment} from './figures.js';
import {CaseFile} from './file.js';
import {mayGo} from './filled.js';
import {joined, Quiet, Tag} from './parts.js';

const SIZE = 20;
const WHAT = '案件编号（可只写一部分）、文号、网店编号、案号或线索编号';

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

function sentence({total, beyond}, q) {
  if (total) {
    return `${beyond ? '超过' : '共'} ${count(total)} 件${total > 1 ? '，新的在前' : ''}`;
  }
  return q
    ? `没有找到“${q}”。请核对编号：案件编号可以只写一部分，其他编号要写完整。这里只有本单位办理和办理过的案件。`
    : '没有您可以查看的案件。';
}

function Turn({disabled, onClick, children}) {
  return html`<button class="btn btn-default btn-sm" type="button" disabled=${disabled} onClick=${onClick}>${children}</button>`;
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
    read(`${url('cases')}?${new URLSearchParams({...asked, size: SIZE})}`, gone.signal).then(
      found => tell({found, q: asked.q}),
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
  const [asked, ask] = useState({q: '', page: 0});
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
      body.current.querySelector(`[data-case="${last.current.caseNo}"]`)?.focus();
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
      ask({q: input.current.value.trim(), page: 0});
    }
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
              html`<${Found}
                found=${told.found}
                turn=${step => ask({...asked, page: asked.page + step})}
                choose=${show}
              />`}`}
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
