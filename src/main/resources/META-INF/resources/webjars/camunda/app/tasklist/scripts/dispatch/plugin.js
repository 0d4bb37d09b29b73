// 待分派 in the navigation bar of unit heads: how many clues wait, red when some are overdue.
import {html, render, useEffect, useState} from '/bridge/lib/preact.js';
import {learn, me} from '/bridge/me.js';
import {read, url} from '../casefile/api.js';
import {count} from '../casefile/figures.js';

const EVERY = 60_000;

function Link() {
  const [waiting, set] = useState(null);
  useEffect(() => {
    const ask = () => read(url('clues', 'waiting', 'count')).then(set, () => {});
    ask();
    const timer = setInterval(ask, EVERY);
    return () => clearInterval(timer);
  }, []);
  return html`<a href="/dispatch">
    <span class="glyphicon glyphicon-inbox" aria-hidden="true"></span> 待分派${waiting?.waiting > 0 &&
    html` <span
      class=${waiting.overdue > 0 ? 'dp-count dp-count-late' : 'dp-count'}
      title=${waiting.overdue > 0 ? `其中已逾期 ${count(waiting.overdue)} 件` : ''}
    >${count(waiting.waiting)}</span>`}
  </a>`;
}

async function renderLink(node, parameters, scope) {
  let gone = false;
  scope.$on('$destroy', () => {
    gone = true;
    render(null, node);
  });
  // Somebody else may have signed in.
  await learn();
  if (!gone && me().roles.includes('unitHead')) {
    render(html`<${Link} />`, node);
  }
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
