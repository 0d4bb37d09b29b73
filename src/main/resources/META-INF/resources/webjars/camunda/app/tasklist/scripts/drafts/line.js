// The line above a form that says what became of its draft.
import {clock, day, moment} from '../../../../../bridge/time.js';
import {el} from '../casefile/dom.js';

function at(instant) {
  return day(instant) === day(Date.now()) ? clock(instant) : moment(instant);
}

function text(value) {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function button(label, onclick) {
  return el('button.btn.btn-link.btn-sm', {type: 'button', onclick}, label);
}

/**
 * @param acts lost() what could not be restored, discard(), takeOther()
 * @return {node, show}; show(true) once the draft was put into the form
 */
export function statusLine(draft, acts) {
  const node = el('div.dr-line', {role: 'status'});
  let restoredAt = null;

  async function discard() {
    if (window.confirm('丢弃草稿？已输入的内容将不能恢复。')) {
      try {
        restoredAt = null;
        await acts.discard();
      } catch (problem) {
        node.replaceChildren(el('span.cf-problem', {}, problem.message || '暂时连不上服务器，草稿没有丢弃。'));
      }
    }
  }

  function elsewhere() {
    const {revision, savedAt} = draft.other;
    return [
      el(
        'strong.cf-problem',
        {},
        revision
          ? `这份表单在另一个窗口中也改过（${at(savedAt)}），本窗口的输入没有保存。`
          : '这份表单已在另一个窗口中发出，或者草稿已被丢弃，本窗口的输入没有保存。'
      ),
      button('保留本窗口的内容', () => draft.keepMine()),
      revision ? button('采用另一窗口的内容', acts.takeOther) : null
    ];
  }

  function inTrouble() {
    switch (draft.trouble) {
      case 'elsewhere':
        return elsewhere();
      case 'gone':
        return [el('strong.cf-problem', {}, '这项任务已经办结、撤回或者改由他人办理，本窗口的输入没有保存。')];
      case 'refused':
        return [el('strong.cf-problem', {}, draft.sentence)];
      case 'away':
        return [
          el(
            'strong.cf-problem',
            {},
            draft.unsaved
              ? '暂时连不上服务器，刚输入的内容还没有保存，正在重试。请不要关闭本页。'
              : '暂时连不上服务器，读不出草稿。'
          )
        ];
      default:
        return null;
    }
  }

  function quiet() {
    const saved = draft.savedAt && !draft.isEmpty;
    return [
      draft.unreadable ? el('span.cf-problem', {}, `${at(draft.savedAt)} 的草稿读不出来：加密的密钥已更换。`) : null,
      restoredAt ? el('strong', {}, `已恢复 ${at(restoredAt)} 的草稿`) : null,
      saved && draft.savedAt !== restoredAt ? el('span.cf-quiet', {}, `草稿已保存 ${at(draft.savedAt)}`) : null,
      saved ? button('丢弃草稿', discard) : null
    ];
  }

  function lost() {
    const items = acts.lost();
    return items.length
      ? el(
          'div.dr-lost',
          {},
          el('strong', {}, '表单已更新，草稿中的下列内容没有对应的位置，没有恢复：'),
          items.map(({label, value}) => el('p', {}, `${label}：${text(value)}`))
        )
      : null;
  }

  function show(restored = false) {
    restoredAt = restored ? draft.savedAt || Date.now() : restoredAt;
    const parts = [...(inTrouble() || quiet()), lost()].filter(Boolean);
    node.replaceChildren(...parts);
    node.hidden = parts.length === 0;
  }

  return {node, show};
}
