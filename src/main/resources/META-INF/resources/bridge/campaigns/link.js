// 联合行动 in Tasklist's navigation bar: the page of its own in another window, as 批量导入. A style shows it to people of cases.
import {html, render} from '/bridge/lib/preact.js';

export function renderCampaigns(node, parameters, scope) {
  render(
    html`<a class="cp-link" href="/campaigns" target="_blank" rel="noopener">
      <span class="glyphicon glyphicon-flag" aria-hidden="true"></span> 联合行动
    </a>`,
    node
  );
  scope.$on('$destroy', () => render(null, node));
}
