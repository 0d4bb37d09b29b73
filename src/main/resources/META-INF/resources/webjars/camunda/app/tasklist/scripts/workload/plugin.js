// 工作量 in the navigation bar of heads: who of their bureau has how much in hand. A style shows it to them.
import {html, render} from '/bridge/lib/preact.js';

function renderLink(node, parameters, scope) {
  render(
    html`<a class="wl-link" href="/oversight">
      <span class="glyphicon glyphicon-stats" aria-hidden="true"></span> 工作量
    </a>`,
    node
  );
  scope.$on('$destroy', () => render(null, node));
}

export default [
  {
    id: 'workload',
    pluginPoint: 'tasklist.navbar.action',
    // Before 案件查询 (150), after 待分派 (160).
    priority: 155,
    render: renderLink
  }
];
