// Leaving the page or the form with something that is not on the server.
import {isFilledIn, mayGo} from '../casefile/filled.js';
import {allDrafts} from './draft.js';

const NOT_SAVED = '刚输入的内容还没有保存到服务器。确定离开吗？';
const CLOSE = '关闭这份表单？已输入的内容保存为草稿，下次打开时恢复。';

function unsaved() {
  return allDrafts().filter(draft => draft.unsaved);
}

/** One click may lead to several questions, of which the first is enough. */
const ONE_STEP = 1000;
let agreedAt = 0;

function mayLeave() {
  if (isFilledIn() && Date.now() - agreedAt > ONE_STEP) {
    if (!mayGo()) {
      return false;
    }
    agreedAt = Date.now();
  }
  return true;
}

/** Within the page nothing that was typed is forgotten, for it goes on being saved; what no draft can keep is asked about. */
function guardCaseFile() {
  window.addEventListener(
    'click',
    event => {
      // A tab is changed before the address is.
      if (event.target.closest('[ng-click^="selectTaskDetailTab"]') && !mayLeave()) {
        event.preventDefault();
        event.stopImmediatePropagation();
      }
    },
    true
  );
  const byAddress = () =>
    window.angular
      .element(document.body)
      .injector()
      .get('$rootScope')
      .$on('$locationChangeStart', event => mayLeave() || event.preventDefault());
  // Tasklist is not there yet when its scripts are read; who comes first is a mouse or a key.
  const first = new AbortController();
  ['pointerdown', 'keydown'].forEach(sign =>
    window.addEventListener(sign, () => (first.abort(), byAddress()), {signal: first.signal, capture: true})
  );
}

/** Esc closes what is open over the form and nothing else; a form with input it closes only after asking. */
function guardEscape() {
  let onlyCalendar = false;
  window.addEventListener(
    'keydown',
    event => {
      onlyCalendar = false;
      if (event.key !== 'Escape') {
        return;
      }
      if (document.querySelector('.fjs-form .fjs-dropdownlist')) {
        // form-js closes a list when its field loses the focus, and by no key.
        document.activeElement.blur();
        event.stopImmediatePropagation();
      } else if (document.querySelector('.flatpickr-calendar.open')) {
        onlyCalendar = true;
      } else if (holdsInput(document.querySelector('.modal-content')) && !window.confirm(CLOSE)) {
        event.preventDefault();
        event.stopImmediatePropagation();
      }
    },
    true
  );
  document.body.addEventListener('keydown', event => onlyCalendar && event.stopPropagation());
}

function holdsInput(box) {
  return Boolean(box) && allDrafts().some(draft => !draft.isEmpty && draft.isShownIn(box));
}

/** Whoever signs out leaves nothing behind that could not be saved. */
function guardSignOut() {
  window.addEventListener(
    'click',
    event => {
      const link = event.target.closest('.logout a, [ng-click^="logout"]');
      if (link && unsaved().length) {
        event.preventDefault();
        event.stopImmediatePropagation();
        Promise.all(unsaved().map(draft => draft.save())).then(() => {
          if (!unsaved().length || window.confirm(NOT_SAVED)) {
            allDrafts().forEach(draft => draft.giveUp());
            link.click();
          }
        });
      }
    },
    true
  );
}

/** Of any page on which something can be typed. */
export function guardClosing() {
  window.addEventListener('beforeunload', event => {
    if (unsaved().length || isFilledIn()) {
      event.preventDefault();
      event.returnValue = '';
    }
  });
  const flush = () => unsaved().forEach(draft => draft.saveAtOnce());
  window.addEventListener('pagehide', flush);
  document.addEventListener('visibilitychange', () => document.visibilityState === 'hidden' && flush());
}

export function guardLeaving() {
  guardClosing();
  guardCaseFile();
  guardEscape();
  guardSignOut();
}
