// 批量导入 in Tasklist's navigation bar: the page of its own in another window, so that nothing typed is left. A style shows it to officers.
import {html, render} from '/bridge/lib/preact.js';

export function renderImports(node, parameters, scope) {
  render(
    html`<a class="cf-imports" href="/imports" target="_blank" rel="noopener">
      <span class="glyphicon glyphicon-import" aria-hidden="true"></span> 批量导入
    </a>`,
    node
  );
  scope.$on('$destroy', () => render(null, node));
}
