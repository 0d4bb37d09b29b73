// 批量导入 in Tasklist's navigation bar, for those who may: the page of its own in another window, so that nothing typed is left.
import {html, render} from '/bridge/lib/preact.js';
import {me} from '/bridge/me.js';

export function renderImports(node, parameters, scope) {
  const draw = () =>
    render(
      me().roles.includes('officer') &&
        html`<a href="/imports" target="_blank" rel="noopener">
          <span class="glyphicon glyphicon-import" aria-hidden="true"></span> 批量导入
        </a>`,
      node
    );
  draw();
  scope.$on('$destroy', () => render(null, node));
}
