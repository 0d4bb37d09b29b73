// Every form that Tasklist shows, of a task or to start a process: filled with its draft, and watched from then on.
import {h, render} from '/bridge/lib/preact.js';
import {onSent} from '../after/sent.js';
import {onAnswer, whoIsSignedIn} from './session.js';
import {draftOf, forgetDrafts, isSent} from './draft.js';
import {Line} from './line.js';

/** Where Tasklist 7.24 has form-js among its modules. */
const FORM_JS = 57661;
/** By then Tasklist has sent a form, or has found fault with it by itself. */
const SENT = 3000;

/** What is on the page, by kind and id. */
const shown = new Map();
const watchers = [];

/** @param watcher is told each form that the page shows: (form, schema, [kind, id]) */
export function onForm(watcher) {
  watchers.push(watcher);
}

/** The form of that task, or by which that process is started, where it was shown last. */
export function shownForm(kind, id) {
  return shown.get(`${kind}/${id}`);
}

/** What a form is of: Tasklist's controller around it knows. */
function placeOf(form) {
  const around = window.angular.element(form._container.parentNode).controller('camTasklistForm');
  const {taskId, processDefinitionId} = around ? around.getParams() : {};
  return taskId ? ['tasks', taskId] : processDefinitionId ? ['starts', processDefinitionId] : null;
}

/** The fields that a person fills in, by name, with their labels. */
function fieldsOf({components = []}) {
  return Object.assign(
    {},
    ...components.map(component => {
      const name = (component.key || component.path || '').split('.')[0];
      const label = component.label || component.dateLabel || component.timeLabel || name;
      return {...fieldsOf(component), ...(name && !component.disabled ? {[name]: label} : {})};
    })
  );
}

/** Nothing, however it is written. */
function plain(value) {
  return value === undefined || value === null || value === '' || (Array.isArray(value) && !value.length)
    ? 'null'
    : JSON.stringify(value);
}

function same(one, other) {
  return plain(one) === plain(other);
}

/** What the person has made other than the form came. */
function changed(labels, now, atFirst) {
  return Object.fromEntries(
    Object.entries(labels)
      .filter(([name]) => !same(now[name], atFirst[name]))
      .map(([name, label]) => [name, {label, value: now[name] === undefined ? null : now[name]}])
  );
}

function valuesOf(fields) {
  return Object.fromEntries(Object.entries(fields).map(([name, {value}]) => [name, value]));
}

async function importWithDraft(form, importSchema, schema, data) {
  const place = placeOf(form);
  if (!place) {
    return importSchema(schema, data);
  }
  const draft = draftOf(...place);
  // Else text fields tell the form only a moment after the last key.
  form.get('config').debounce = false;
  await draft.open();
  const imported = await importSchema(schema, data);
  const labels = fieldsOf(schema);
  const atFirst = structuredClone(form._getState().data);
  let lost = {};
  let drawing = false;

  /** What a draft or its end changes in the form, the person has not typed. */
  async function draw(values) {
    drawing = true;
    await importSchema(schema, {...data, ...values});
    drawing = false;
  }

  async function restore() {
    await draw(valuesOf(draft.fields));
    const now = form._getState().data;
    lost = Object.fromEntries(
      Object.entries(draft.fields).filter(([name, {value}]) => !labels[name] || !same(now[name], value))
    );
  }

  const acts = {
    async discard() {
      await draft.discard();
      lost = {};
      await draw({});
      show();
    },
    async takeOther() {
      draft.takeOther();
      await draft.open();
      await restore();
      show(true);
    }
  };
  const line = document.createElement('div');
  let restoredAt = null;

  /** @param anew whether the draft was put into the form just now */
  function show(anew = false) {
    restoredAt = draft.isEmpty ? null : anew ? draft.savedAt || Date.now() : restoredAt;
    render(h(Line, {draft, acts, restoredAt, lost: Object.values(lost)}), line);
  }

  const restored = !draft.isEmpty;
  if (restored) {
    await restore();
  }
  form._container.before(line);
  show(restored);
  draft.watch(form._container, () => show());
  shown.set(place.join('/'), form);
  watchers.forEach(watcher => watcher(form, schema, place));
  form.on('changed', ({data: now}) => {
    form._container.dispatchEvent(
      new CustomEvent('bridge-form-changed', {bubbles: true, detail: {form: schema.id, data: now}})
    );
    const fields = {...lost, ...changed(labels, now, atFirst)};
    if (!drawing && JSON.stringify(fields) !== JSON.stringify(draft.fields)) {
      draft.change(fields);
    }
  });
  form.on('submit', () => {
    draft.pause();
    setTimeout(() => draft.resume(), SENT);
  });
  return imported;
}

/** The next person at this page may be another one. */
function forget() {
  forgetDrafts();
  shown.clear();
}

function answered({kind, id}, taken) {
  if (taken) {
    isSent(kind, id);
  } else {
    draftOf(kind, id).resume();
  }
}

export function keepForms() {
  onAnswer(() => whoIsSignedIn() || forget());
  onSent(answered);
  self.webpackChunkcamunda_bpm_webapp.push([
    ['drafts'],
    {},
    load => {
      const {prototype} = load(FORM_JS).Form;
      const {importSchema} = prototype;
      prototype.importSchema = function (schema, data = {}) {
        return importWithDraft(this, importSchema.bind(this), schema, data);
      };
    }
  ]);
}
