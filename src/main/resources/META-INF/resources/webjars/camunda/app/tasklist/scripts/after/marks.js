// The fields of which a refusal speaks. A mark goes when its field is changed.
import {close, tellRefusal} from './banner.js';
import {speaks} from './quiet.js';

const INPUT = 'input:not([type=hidden]), textarea, [tabindex="0"]';
/** Fields whose input, when it is entered, opens over what is said at them. */
const OPENS = '.fjs-form-field-select, .fjs-form-field-taglist, .fjs-form-field-datetime';
/** After Tasklist, which takes a mark for input that it must not send. */
const LATE = 500;

const watched = new WeakSet();

function goToFirst(container) {
  const first = container.querySelector('.fjs-has-errors');
  if (first) {
    first.scrollIntoView({block: 'center'});
    const opens = first.matches(OPENS);
    if (opens) {
      // The next Tab goes into its input.
      first.tabIndex = -1;
    }
    (opens ? first : first.querySelector(INPUT) || first).focus({preventScroll: true});
  }
}

/** What Tasklist itself finds missing stands in the way of sending; what the bridge has said does not. */
function mayBeSent(form) {
  const around = window.angular.element(form._container.parentNode).controller('camTasklistForm');
  if (around) {
    around.notifyFormValidated(false);
  }
}

function watch(form) {
  if (watched.has(form)) {
    return;
  }
  watched.add(form);
  form.on('changed', LATE, ({errors}) => {
    if (form.saidByBridge) {
      const left = Object.keys(errors).filter(id => form.saidByBridge.has(id));
      if (left.length === Object.keys(errors).length) {
        mayBeSent(form);
      }
      if (!left.length) {
        form.saidByBridge = null;
        close();
      }
    }
  });
  form.on('submit', () => (form.saidByBridge = null));
}

/** What form-js itself finds missing when the form is to be sent. @param of which form, {kind, id} */
export function watchForMissing(form, of) {
  let isTold = false;
  form.on('submit', ({errors}) => {
    const missing = Object.keys(errors).length;
    isTold = missing > 0;
    if (isTold) {
      speaks();
      tellRefusal(of, `还有 ${missing} 项没有填写或者填写得不对，已在表单中标出。`);
      setTimeout(() => goToFirst(form._container), 100);
    }
  });
  form.on('changed', ({errors}) => {
    if (isTold && !Object.keys(errors).length) {
      isTold = false;
      close();
    }
  });
}

/** @param keys of the form's fields; only those that the person sees are marked */
export function mark(form, keys, sentence) {
  const {errors} = form._getState();
  const seen = form
    .get('formFieldRegistry')
    .getAll()
    .filter(({id, key}) => keys.includes(key) && form._container.querySelector(`[id^="fjs-form-"][id*="-${id}"]`));
  if (!seen.length) {
    return;
  }
  watch(form);
  form.saidByBridge = new Set(seen.map(({id}) => id));
  const marks = seen.map(({id}, position) => [id, [position ? '此处也请核对。' : sentence]]);
  form._setState({errors: {...errors, ...Object.fromEntries(marks)}});
  // It is drawn a moment later.
  setTimeout(() => goToFirst(form._container), 100);
}
