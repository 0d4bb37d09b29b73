// 案件查询 in the navigation bar: every case of the person's organisation, also one that is closed and has no task.
import {read, url} from './api.js';
import {count, el, moment, tag} from './dom.js';
import {showCaseFile} from './file.js';
import {mayGo} from './filled.js';

const SIZE = 20;
const WHAT = '案件编号（可只写一部分）、文号、网店编号、案号或线索编号';

function hit(row, choose) {
  const about = [row.cause, row.shopId ? `网店 ${row.shopId}` : null, row.counterpartName];
  return el(
    'li',
    {},
    el(
      'button.cf-hit',
      {type: 'button', onclick: event => choose(row, event.currentTarget)},
      // A liaison has a line for each letter, the others one for the case.
      el('strong', {}, row.role === 'LIAISON' ? row.subjectId : row.caseNo),
      el('span', {}, row.open ? tag('在办', 'state') : tag('已结', 'done'), row.stateTitle),
      el('span', {}, row.roleTitle),
      el('span.cf-hit-about', {}, about.filter(Boolean).join('　')),
      el('span.cf-quiet', {}, moment(row.since))
    )
  );
}

function told({total, beyond}, q) {
  if (total) {
    return `${beyond ? '超过' : '共'} ${count(total)} 件${total > 1 ? '，新的在前' : ''}`;
  }
  return q
    ? `没有找到“${q}”。请核对编号：案件编号可以只写一部分，其他编号要写完整。这里只有本单位办理和办理过的案件。`
    : '没有您可以查看的案件。';
}

/** Says in that place what went wrong, and offers to try again. */
function fail(node, problem, retry) {
  node.replaceChildren(
    el(
      'div.cf',
      {},
      el('p.cf-problem', {role: 'alert'}, problem.message),
      el('button.btn.btn-default', {type: 'button', onclick: retry}, '重新读取')
    )
  );
}

function open(opener) {
  const gone = new AbortController();
  let asking = new AbortController();
  let asked = {q: '', page: 0};
  let chosen = null;

  const input = el('input.form-control', {
    type: 'text',
    maxLength: 100,
    placeholder: WHAT,
    'aria-label': WHAT
  });
  const back = el('button.btn.btn-default', {type: 'button', hidden: true, onclick: () => mayGo(body) && toList()}, '返回列表');
  const status = el('p.cf-found', {role: 'status', tabIndex: -1}, '正在读取案件……');
  const list = el('div', {}, status);
  const earlier = turn(-1);
  const later = turn(1);
  const body = el('div.cf-search-body', {tabIndex: -1}, list);
  const dialog = el(
    'dialog.cf-search',
    {'aria-label': '案件查询', onclose: leave, oncancel: event => mayGo(body) || event.preventDefault(), onkeydown: event => event.stopPropagation()},
    el(
      'header.cf-search-head',
      {},
      el('h3', {}, '案件查询'),
      el('form', {role: 'search', onsubmit: search}, input, el('button.btn.btn-primary', {type: 'submit'}, '查询')),
      back,
      el('button.btn.btn-default', {type: 'button', onclick: () => mayGo(body) && dialog.close()}, '关闭')
    ),
    body
  );

  function leave() {
    gone.abort();
    asking.abort();
    dialog.remove();
    opener.focus();
  }

  function toList() {
    back.hidden = true;
    body.replaceChildren(list);
    if (chosen) {
      chosen.focus();
    }
  }

  function toFile(row, button) {
    const file = el('div');
    chosen = button;
    back.hidden = false;
    body.replaceChildren(file);
    body.scrollTop = 0;
    body.focus();
    showCaseFile(file, async () => ({caseNo: row.caseNo}), gone.signal);
  }

  function turn(step) {
    return el(
      'button.btn.btn-default.btn-sm',
      {type: 'button', onclick: () => ask({...asked, page: asked.page + step})},
      step > 0 ? '下一页' : '上一页'
    );
  }

  /** Who turns the pages with the keyboard keeps the place; where what was pressed is gone, it is the list's beginning. */
  function redraw(change) {
    const pressed = list.contains(document.activeElement) ? document.activeElement : null;
    change();
    if (pressed) {
      const place = list.contains(pressed) && !pressed.disabled ? pressed : list.querySelector('[tabindex], button');
      place.focus({preventScroll: true});
    }
  }

  function draw(found) {
    earlier.disabled = found.page === 0;
    later.disabled = !found.more;
    status.textContent = told(found, asked.q);
    list.replaceChildren(
      status,
      el('ol.cf-hits', {'aria-label': '案件'}, found.cases.map(row => hit(row, toFile))),
      found.total > SIZE
        ? el('p.cf-records-bar', {}, earlier, later, el('span.cf-quiet', {}, `第 ${count(found.page + 1)} 页`))
        : ''
    );
    body.scrollTop = 0;
  }

  /** An answer that comes after a newer question is dropped. */
  async function ask(question) {
    asking.abort();
    asking = new AbortController();
    asked = question;
    list.setAttribute('aria-busy', 'true');
    try {
      const parameters = new URLSearchParams({...question, size: SIZE});
      const found = await read(`${url('cases')}?${parameters}`, asking.signal);
      redraw(() => draw(found));
    } catch (problem) {
      redraw(() => fail(list, problem, () => ask(question)));
    }
    list.removeAttribute('aria-busy');
  }

  function search(event) {
    event.preventDefault();
    if (!mayGo(body)) {
      return;
    }
    chosen = null;
    toList();
    ask({q: input.value.trim(), page: 0});
  }

  document.body.append(dialog);
  dialog.showModal();
  input.focus();
  ask(asked);
  return dialog;
}

export function renderSearch(node, parameters, scope) {
  let dialog = null;
  const opener = el('a', {href: '', 'aria-haspopup': 'dialog'});
  opener.append(el('span.glyphicon.glyphicon-search', {'aria-hidden': 'true'}), ' 案件查询');
  opener.onclick = event => {
    event.preventDefault();
    dialog = open(opener);
  };
  // Nothing stays on the screen of who signs out.
  scope.$on('$destroy', () => dialog && dialog.close());
  node.append(opener);
}
