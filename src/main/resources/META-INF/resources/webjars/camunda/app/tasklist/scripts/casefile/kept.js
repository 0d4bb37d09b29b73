// What is filled in in a case file and not sent is kept as what stands in a task's form: one draft for each person and case.
import {createContext, html, useCallback, useContext, useEffect, useRef, useState} from '/bridge/lib/preact.js';
import {draftOf} from '../drafts/draft.js';
import {Line} from '../drafts/line.js';

/** Of the case around: the draft, and how often its forms were filled from it. */
const Draft = createContext(null);

/** Around everything that can be filled in. */
export function Kept({caseNo, children}) {
  const draft = draftOf('cases', caseNo);
  const place = useRef();
  const [filled, fill] = useState(0);
  const [restoredAt, restore] = useState(null);
  const [, draw] = useState(0);

  async function open() {
    await draft.open();
    restore(draft.isEmpty ? null : draft.savedAt);
    fill(times => times + 1);
  }

  const acts = {
    async discard() {
      await draft.discard();
      await open();
    },
    takeOther() {
      draft.takeOther();
      return open();
    }
  };

  useEffect(() => {
    draft.watch(place.current, () => draw(times => times + 1));
    open();
  }, [caseNo]);

  const where = [...new Set(Object.values(draft.fields).map(({label}) => label))].join('、');
  return html`<div ref=${place}>
    <${Line} draft=${draft} acts=${acts} restoredAt=${restoredAt} where=${`在“${where}”中`} />
    <${Draft.Provider} value=${{draft, filled}}>${children}<//>
  </div>`;
}

const MANY = ['checkbox', 'radio'];

function controls(form, name) {
  return [...form.elements]
    .filter(control => control.name && control.type !== 'file')
    .map(control => {
      const many = MANY.includes(control.type);
      return {control, key: [name, control.name, ...(many ? [control.value] : [])].join('.'), of: many ? 'checked' : 'value'};
    });
}

function valuesOf(form, name) {
  return Object.fromEntries(controls(form, name).map(({control, key, of}) => [key, control[of]]));
}

/**
 * For a form of the case file whose fields keep their own values. It is filled from the draft and watched.
 *
 * @param name tells it from the case's other forms
 * @param label as people call it
 * @return {form, node, sent}: what the form is given, where it is once it is on the page, and what is called when it was sent
 */
export function useKept(name, label) {
  const kept = useContext(Draft);
  const now = useRef();
  now.current = kept;
  const node = useRef(null);
  const atFirst = useRef();
  const {draft, filled} = kept;

  const others = () => Object.fromEntries(Object.entries(draft.fields).filter(([key]) => !key.startsWith(`${name}.`)));

  function keep(fields) {
    if (JSON.stringify(fields) !== JSON.stringify(draft.fields)) {
      draft.change(fields);
    }
  }

  function onInput() {
    const typed = Object.entries(valuesOf(node.current, name)).filter(([key, value]) => value !== atFirst.current[key]);
    keep({...others(), ...Object.fromEntries(typed.map(([key, value]) => [key, {label, value}]))});
  }

  function fill() {
    const {draft: {fields}, filled: isRead} = now.current;
    if (!node.current || !isRead) {
      return;
    }
    controls(node.current, name).forEach(({control, key, of}) => {
      const before = atFirst.current[key];
      const value = key in fields ? fields[key].value : before;
      control[of] = value;
      if (control[of] !== value) {
        // Of a list it is no longer in.
        control[of] = before;
      }
    });
    node.current.dispatchEvent(new Event('input', {bubbles: true}));
  }

  // A section may be unfolded late.
  const ref = useCallback(form => {
    node.current = form;
    if (form) {
      atFirst.current = valuesOf(form, name);
      fill();
    }
  }, []);
  useEffect(fill, [filled]);

  return {
    form: {ref, onInput},
    node,
    sent() {
      if (node.current) {
        controls(node.current, name).forEach(({control, key, of}) => (control[of] = atFirst.current[key]));
      }
      keep(others());
      draft.save();
    }
  };
}
