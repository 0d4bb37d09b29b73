// 待分派 in the navigation bar of unit heads: how many clues wait, red when some are overdue.
import {html, render, useEffect, useState} from '/bridge/lib/preact.js';
import {me} from '/bridge/me.js';
import {read, url} from '../casefile/api.js';
import {count} from '../casefile/figures.js';

const EVERY = 60_000;

/** A style shows it to unit heads, as it shows 批量导入 to officers; counted it is for them alone, from when they sign in. */
function Link() {
  const [waiting, set] = useState(null);
  useEffect(() => {
    const ask = () => {
      if (me().roles.includes('unitHead')) {
        read(url('clues', 'waiting', 'count')).then(set, () => {});
      }
    };
    ask();
    const timer = setInterval(ask, EVERY);
    const signedIn = new MutationObserver(() => {
      set(null);
      ask();
    });
    signedIn.observe(document.documentElement, {attributeFilter: ['data-roles']});
    return () => {
      clearInterval(timer);
      signedIn.disconnect();
    };
  }, []);
  return html`<a class="dp-link" href="/dispatch">
      <span class="glyphicon glyphicon-inbox" aria-hidden="true"></span> 待分派${waiting?.waiting > 0 &&
      html` <span
        class=${waiting.overdue > 0 ? 'dp-count dp-count-late' : 'dp-count'}
        title=${waiting.overdue > 0 ? `其中已逾期 ${count(waiting.overdue)} 件` : ''}
      >${count(waiting.waiting)}</span>`}
    </a>`;
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
