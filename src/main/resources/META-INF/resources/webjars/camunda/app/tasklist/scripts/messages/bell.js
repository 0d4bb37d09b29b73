// 提醒: the bell with the number of what is unread, and the inbox behind it.
import {html, render, useEffect, useRef, useState} from '/bridge/lib/preact.js';
import {me} from '/bridge/me.js';
import {post, read, url} from '../casefile/api.js';
import {moment} from '../casefile/figures.js';
import {showCaseFile} from '../casefile/file.js';
import {Settings} from './settings.js';
import {Substitutes} from './substitutes.js';
import {subscribe} from './stream.js';

const NONE = {unread: 0, notices: []};
/** Heads who may be the second person of what takes two of an account. */
const CONFIRMING = ['bureauHead', 'chiefHead'];
/** As many as the server gives at once. */
const PAGE = 50;

function Line({notice, onTask, onCase, onSeen}) {
  return html`<li class=${notice.read ? 'ms-notice' : 'ms-notice ms-unread'}>
    <span class=${`ms-kind ms-${notice.kind}`}>${notice.kindTitle}</span>
    <span class="ms-what">
      <strong>${notice.what}</strong>
      ${notice.caseNo && html`<span class="ms-quiet">案件 ${notice.caseNo}${notice.dueAt ? `　期限 ${moment(notice.dueAt)}` : ''}</span>`}
    </span>
    <span class="ms-quiet">${moment(notice.at)}</span>
    <span class="ms-links">
      ${notice.taskId ? html`<button type="button" class="btn btn-link" onClick=${() => onTask(notice)}>打开任务</button>` : null}
      ${notice.page ? html`<a class="btn btn-link" href=${notice.page} target="_blank" rel="noopener" onClick=${() => onSeen(notice)}>查看</a>` : null}
      ${notice.caseNo ? html`<button type="button" class="btn btn-link" onClick=${() => onCase(notice)}>查看案卷</button>` : null}
      ${notice.kind === 'ACCOUNT' && me().roles.some(role => CONFIRMING.includes(role)) && html`<a class="btn btn-link" href="/accounts">账号确认</a>`}
    </span>
  </li>`;
}

function CaseFile({caseNo}) {
  const place = useRef(null);
  useEffect(() => {
    const gone = new AbortController();
    showCaseFile(place.current, async () => ({caseNo}), gone.signal);
    return () => gone.abort();
  }, [caseNo]);
  return html`<div ref=${place} />`;
}

/** Those that lie below the newest, a page at a time. */
function useOlder(inbox) {
  const [older, add] = useState([]);
  const [ended, end] = useState(false);
  const [problem, object] = useState(null);
  const newest = inbox.notices;
  const below = older.filter(({id}) => id < newest.at(-1)?.id);
  const shown = [...newest, ...below];

  async function more() {
    try {
      const {notices} = await read(`${url('notices')}?before=${shown.at(-1).id}`);
      add([...below, ...notices]);
      end(notices.length < PAGE);
      object(null);
    } catch (refused) {
      object(refused.message);
    }
  }
  return {shown, more: ended || newest.length < PAGE ? null : more, problem};
}

function Notices({inbox, problem: unread, onTask, onCase, onSeen}) {
  const {shown, more, problem: unreachable} = useOlder(inbox);
  const problem = unread ?? unreachable;
  return html`
    ${problem ? html`<p class="cf-problem" role="alert">${problem}</p>` : null}
    <p class="ms-quiet" role="status">
      ${inbox.notices.length === 0 ? '没有提醒。' : `未读 ${inbox.unread} 条，新的在前。`}
    </p>
    <ol class="ms-notices" aria-label="提醒">
      ${shown.map(notice => html`<${Line} key=${notice.id} notice=${notice} onTask=${onTask} onCase=${onCase} onSeen=${onSeen} />`)}
    </ol>
    ${more && html`<button type="button" class="btn btn-default" onClick=${more}>更早的提醒</button>`}
  `;
}

function Inbox({inbox, problem, onRead, onClose}) {
  const dialog = useRef(null);
  const [page, turn] = useState({name: 'notices'});
  const [gone, setGone] = useState(null);
  useEffect(() => dialog.current.showModal(), []);

  const seen = notice => onRead(`${notice.id}/read`, {});
  const toTask = async notice => {
    seen(notice);
    try {
      // What was told then may be done by now.
      await read(url('tasks', notice.taskId, 'case'));
    } catch (problem) {
      setGone(`“${notice.what}”打不开。${problem.message}`);
      return;
    }
    dialog.current.close();
    location.hash = `#/?task=${notice.taskId}`;
  };
  const toCase = notice => {
    seen(notice);
    turn({name: 'case', caseNo: notice.caseNo});
  };
  const back = html`<button type="button" class="btn btn-default" onClick=${() => turn({name: 'notices'})}>返回提醒</button>`;
  const bar =
    page.name === 'notices'
      ? html`<button
            type="button"
            class="btn btn-default"
            disabled=${inbox.unread === 0}
            onClick=${() => onRead('read', {upTo: inbox.notices[0].id})}
          >全部标为已读</button>
          <button type="button" class="btn btn-default" onClick=${() => turn({name: 'settings'})}>提醒设置</button>
          <button type="button" class="btn btn-default" onClick=${() => turn({name: 'substitutes'})}>职务代行</button>`
      : back;
  return html`<dialog
    ref=${dialog}
    class="cf-search ms-inbox"
    aria-label="提醒"
    onClose=${onClose}
    onKeyDown=${event => event.stopPropagation()}
  >
    <header class="cf-search-head">
      <h3>${{notices: '提醒', settings: '提醒设置', substitutes: '职务代行', case: '案卷'}[page.name]}</h3>
      ${bar}
      <button type="button" class="btn btn-default" onClick=${() => dialog.current.close()}>关闭</button>
    </header>
    <div class="cf-search-body">
      ${page.name === 'notices' &&
      html`<${Notices} inbox=${inbox} problem=${gone ?? problem} onTask=${toTask} onCase=${toCase} onSeen=${seen} />`}
      ${page.name === 'settings' && html`<${Settings} />`}
      ${page.name === 'substitutes' && html`<div class="ms-settings ms-wide"><${Substitutes} /></div>`}
      ${page.name === 'case' && html`<${CaseFile} caseNo=${page.caseNo} />`}
    </div>
  </dialog>`;
}

function Bell() {
  const [inbox, put] = useState(NONE);
  const [problem, object] = useState(null);
  const [open, show] = useState(false);
  const opener = useRef(null);

  async function load(asking) {
    try {
      await asking();
      put(await read(url('notices')));
      object(null);
    } catch (refused) {
      object(refused.message);
    }
  }

  useEffect(() => {
    const look = () => load(() => null);
    look();
    return subscribe('notices', look);
  }, []);

  const unread = inbox.unread > 99 ? '99+' : inbox.unread;
  return html`<a
      href=""
      ref=${opener}
      aria-haspopup="dialog"
      aria-label=${`提醒，未读 ${inbox.unread} 条`}
      onClick=${event => {
        event.preventDefault();
        show(true);
      }}
    >
      <span class="glyphicon glyphicon-bell" aria-hidden="true"></span> 提醒
      ${inbox.unread > 0 && html`<span class="ms-count">${unread}</span>`}
    </a>
    ${open &&
    html`<${Inbox}
      inbox=${inbox}
      problem=${problem}
      onRead=${(what, order) => load(() => post(url('notices', ...what.split('/')), order))}
      onClose=${() => {
        show(false);
        opener.current.focus();
      }}
    />`}`;
}

export function showBell(node, parameters, scope) {
  render(html`<${Bell} />`, node);
  scope.$on('$destroy', () => render(null, node));
}
