// Names for what Camunda shows by an icon alone, so that whoever does not see it is told. Camunda draws at any time: so does this.

const NAMES = [
  ['.region-toggle[data-region="filters"]', '收起或展开清单'],
  ['.region-toggle[data-region="list"]', '收起或展开任务列表'],
  ['.region-toggle[data-region="task"]', '收起或展开任务'],
  ['.maximize', '放大任务'],
  ['.app-switch > a', '切换应用'],
  ['.new-sort .dropdown-toggle', '添加排序'],
  ['.section-toggle', '展开或收起本栏'],
  ['.stored-criteria .btn, .stored-criteria .dropdown-toggle', '已存的查询条件'],
  ['.bjs-drilldown', '被调用的流程'],
  ['.state a.circle', '打开'],
  ['input.toggle', '显示环节实例统计']
];
/** Where Camunda has words for it that show up under the pointer only. */
const ICONS = ['a[href]', 'button'].flatMap(tag => [`${tag}[uib-tooltip]`, `${tag}[title]`]).join();

function name(element, words) {
  if (words && !element.hasAttribute('aria-label')) {
    element.setAttribute('aria-label', words);
  }
}

function nameAll() {
  NAMES.forEach(([selector, words]) => document.querySelectorAll(selector).forEach(element => name(element, words)));
  document
    .querySelectorAll(ICONS)
    .forEach(icon => !icon.textContent.trim() && name(icon, icon.getAttribute('uib-tooltip') || icon.title));
  document
    .querySelectorAll('.app-label-wrapper')
    .forEach(picture => name(picture, picture.parentElement.querySelector('.app-name').textContent.trim()));
  document.querySelectorAll('.modal[role=dialog]:not([aria-label])').forEach(dialog => {
    const title = dialog.querySelector('.modal-header');
    if (title) {
      dialog.setAttribute('aria-label', title.textContent.trim());
    }
  });
  // A field that offers a list says so; the order of the keys is the order on the screen; what scrolls can be reached.
  document.querySelectorAll('input[uib-typeahead]:not([role])').forEach(input => input.setAttribute('role', 'combobox'));
  document.querySelectorAll('form[name=signinForm] [tabindex]').forEach(field => field.removeAttribute('tabindex'));
  document.querySelectorAll('.tjs-table-container:not([tabindex])').forEach(table => (table.tabIndex = 0));
}

let planned = false;

export function nameIcons() {
  new MutationObserver(() => {
    if (!planned) {
      planned = true;
      setTimeout(() => {
        planned = false;
        nameAll();
      }, 100);
    }
  }).observe(document.body, {childList: true, subtree: true});
}
