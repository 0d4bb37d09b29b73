// The case beside the form of a task, each in a scroll of its own.
import {h, html, render} from '/bridge/lib/preact.js';
import {me} from '/bridge/me.js';
import {read, url} from '../casefile/api.js';
import {CaseFile} from '../casefile/file.js';
import {whoIsSignedIn} from '../drafts/session.js';
import {compile, taskForm} from './camunda.js';

/** By then the steps behind a completed task have mostly brought the next one, in milliseconds. */
const SOON = 1500;
const FIELDS = 'input:not([disabled]):not([type=hidden]), textarea:not([disabled]), [tabindex="0"]';

/** Whether the last thing that happened at the screen was a key. */
let byKey = false;
addEventListener('keydown', () => (byKey = true), true);
addEventListener('pointerdown', () => (byKey = false), true);

/**
 * Tasklist's own, and after a completion the list once more. The task that is done is closed by ourselves: Tasklist does it by
 * the address alone, and overlooks a change of the address that comes after one of its silent ones.
 */
export const formController = [
  '$scope',
  '$controller',
  '$timeout',
  function (scope, controller, timeout) {
    controller(taskForm.controller, {$scope: scope});
    const {completionCallback, taskData} = scope;
    scope.completionCallback = (problem, ...rest) => {
      completionCallback(problem, ...rest);
      if (!problem) {
        taskData.set('taskId', {taskId: null});
        timeout(() => taskData.changed('taskList'), SOON);
      }
    };
  }
];

function focusForm(place) {
  const field = place.querySelector('.fjs-form') && place.querySelector('.fjs-form').querySelector(FIELDS);
  (field || place).focus();
}

function Skip({to, children}) {
  return html`<button type="button" class="ws-skip" onClick=${to}>${children}</button>`;
}

/** A supervisor looks at a task of a bureau below. */
function isBelow(task) {
  const {organisations} = me();
  return Boolean(organisations.length > 0 && task && task.tenantId && !organisations.includes(task.tenantId));
}

/** Why the form is grey. Tasklist's own way to claim, which its link and its shortcut go too. */
function Claim({scope}) {
  if (isBelow(scope.task)) {
    return html`<p class="ws-claim">这是所辖单位的任务，只能查看和催办，由该单位认领和办理。</p>`;
  }
  const claim = () => scope.$evalAsync(() => scope.$root.$broadcast('shortcut:claimTask'));
  return html`<p class="ws-claim">
    这项任务还没有人认领，认领后才能填写。
    <button type="button" class="btn btn-primary btn-sm" onClick=${claim}>认领任务</button>
  </p>`;
}

async function find(taskId, signal) {
  const {task, open, file} = await read(url('tasks', taskId, 'workspace'), signal);
  return {...task, taskId, open, file};
}

export function renderWorkspace(node, {taskId}, scope) {
  const opened = byKey;
  node.className = 'ws';
  render(
    html`<section class="ws-case" aria-label="案件材料" tabindex="0">
        <${Skip} to=${() => focusForm(form)}>跳到表单<//>
        ${h(CaseFile, {find: signal => find(taskId, signal)})}
      </section>
      <section class="ws-form" aria-label="办理表单" tabindex="-1">
        <${Skip} to=${() => node.querySelector('.ws-case').focus()}>跳到案件材料<//>
        <div class="ws-claim-place"></div>
        <div class="ws-hosted"></div>
      </section>`,
    node
  );
  const form = node.querySelector('.ws-form');
  compile(form.querySelector('.ws-hosted'), taskForm.template, scope);
  // Whose task it is decides what may be done beside the form.
  scope.$watch('task.assignee', (now, before) => {
    document.documentElement.classList.toggle('ws-looks-on', isBelow(scope.task));
    const isShown = scope.task && scope.task.id === taskId;
    render(isShown && !now ? h(Claim, {scope}) : null, form.querySelector('.ws-claim-place'));
    if (isShown && now && now === whoIsSignedIn()) {
      node.dataset.mine = '';
      document.dispatchEvent(new Event('ws-mine'));
    } else {
      delete node.dataset.mine;
    }
    if (now !== before && isShown) {
      node.querySelector('.cf').dispatchEvent(new CustomEvent('cf-changed', {bubbles: true}));
    }
  });
  scope.$on('shortcut:focusForm', () => focusForm(form));
  scope.$on('$destroy', () => {
    document.documentElement.classList.remove('ws-looks-on');
    render(null, node);
  });
  if (opened) {
    // Whoever came by keyboard goes on in the form, as soon as it is there.
    const watch = new MutationObserver(() => {
      if (form.querySelector('.fjs-form')) {
        watch.disconnect();
        form.focus();
      }
    });
    watch.observe(form, {childList: true, subtree: true});
    scope.$on('$destroy', () => watch.disconnect());
  }
}
