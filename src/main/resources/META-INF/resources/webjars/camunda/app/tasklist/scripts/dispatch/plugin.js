// 待分派 in the navigation bar of unit heads: how many clues wait, red when some are overdue.
import {html, render, useEffect, useState} from '/bridge/lib/preact.js';
import {me} from '/bridge/me.js';
import {read, url} from '../casefile/api.js';
import {count} from '../casefile/figures.js';

const EVERY = 60_000;

/** Who is signed in is asked by others; that somebody else is, is seen a second later. */
function useHead() {
  const [head, set] = useState(false);
  useEffect(() => {
    const timer = setInterval(() => set(me().roles.includes('unitHead')), 1000);
    return () => clearInterval(timer);
  }, []);
  return head;
}

function Link() {
  const head = useHead();
  const [waiting, set] = useState(null);
  useEffect(() => {
    if (!head) {
      return undefined;
    }
    const ask = () => read(url('clues', 'waiting', 'count')).then(set, () => {});
    ask();
    const timer = setInterval(ask, EVERY);
    return () => clearInterval(timer);
  }, [head]);
  return (
    head &&
    html`<a href="/dispatch">
      <span class="glyphicon glyphicon-inbox" aria-hidden="true"></span> 待分派${waiting?.waiting > 0 &&
      html` <span
        class=${waiting.overdue > 0 ? 'dp-count dp-count-late' : 'dp-count'}
        title=${waiting.overdue > 0 ? `其中已逾期 ${count(waiting.overdue)} 件` : ''}
      >${count(waiting.waiting)}</span>`}
    </a>`
  );
}

function renderLink(node, parameters, scope) {
  render(html`<${Link} />`, node);
  scope.$on('$destroy', () => render(null, node));
}

export default [
  {
    id: 'dispatch-desk',
    pluginPoint: 'tasklist.navbar.action',
    // Before 案件查询 (150).
    priority: 160,
    render: renderLink
  }
];
