// One person's draft of one form, or of what is filled in in one case. It lives as long as the page, however often its form is drawn anew, and is saved by itself.
import {renewToken, token, url} from '../casefile/api.js';
import {signIn, whoIsSignedIn} from './session.js';

/** From the first change that is not saved until it is, in milliseconds. */
const SOON = 1500;
/** Between two tries while the server cannot be reached. */
const AGAIN = 4000;
/** Troubles that no further try ends. */
const FINAL = ['elsewhere', 'gone', 'refused'];
const PATIENCE = 10000;
const WINDOW = crypto.randomUUID();

const drafts = new Map();

/** @param kind 'tasks', 'starts' or 'cases'; @param id of the task, of a definition, or the number of the case */
export function draftOf(kind, id) {
  const key = `${kind}/${id}`;
  if (!drafts.has(key)) {
    drafts.set(key, new Draft(kind, id));
  }
  return drafts.get(key);
}

export function allDrafts() {
  return [...drafts.values()];
}

/** The form was sent: there is nothing left to keep. */
export function isSent(kind, id) {
  const key = `${kind}/${id}`;
  drafts.get(key)?.sent();
  drafts.delete(key);
}

/** The next person at this page may be another one. */
export function forgetDrafts() {
  drafts.clear();
}

export class Draft {
  #path;
  #edits = 0;
  #saved = 0;
  #step = 0;
  #timer = null;
  #saving = null;
  #watcher = () => {};
  #form = null;

  /** What was typed: {name: {label, value}}. */
  fields = {};
  revision = 0;
  savedAt = null;
  /** 'elsewhere', 'gone', 'signed-out', 'away' or 'refused' where it cannot be saved. */
  trouble = null;
  /** The bridge's sentence, where it refused. */
  sentence = null;
  /** What another window has made of the draft: {revision, savedAt}. */
  other = null;
  unreadable = false;

  constructor(...path) {
    this.#path = path;
  }

  /** Calls whoever shows the draft when it has changed; the one before is forgotten with its form. */
  watch(form, watcher) {
    this.#form = form;
    this.#watcher = watcher;
  }

  isShownIn(place) {
    return place.contains(this.#form);
  }

  get unsaved() {
    return this.#edits > this.#saved;
  }

  get isEmpty() {
    return Object.keys(this.fields).length === 0;
  }

  /** Reads what is on the server, unless the page knows something newer. */
  async open() {
    if (this.unsaved) {
      return;
    }
    try {
      const response = await this.#call('GET');
      if (response.ok) {
        this.#open(await response.json());
      }
    } catch {
      this.trouble = 'away';
    }
  }

  /** What was typed while it was read stays. */
  #open(found) {
    if (this.unsaved) {
      this.revision = found.revision;
      this.fields = {...found.content?.fields, ...this.fields};
    } else {
      this.#take(found);
    }
  }

  #take({revision, savedAt, content}) {
    this.revision = revision;
    this.savedAt = savedAt || null;
    this.fields = (content && content.fields) || {};
    this.unreadable = revision > 0 && !content;
    this.#saved = this.#edits;
    this.trouble = null;
  }

  /** The person has typed. */
  change(fields) {
    this.fields = fields;
    this.#edits++;
    if (this.trouble === 'refused') {
      this.trouble = null;
    }
    this.resume();
  }

  /** The form is being sent: what is saved now could outlive it. */
  pause() {
    clearTimeout(this.#timer);
    this.#timer = null;
  }

  resume() {
    if (this.#timer === null && this.#canSave) {
      this.#timer = setTimeout(() => this.save(), this.trouble ? AGAIN : SOON);
    }
  }

  /** Saves what is not saved yet, and what comes in the meantime. */
  save() {
    this.pause();
    if (!this.#saving && this.#canSave) {
      this.#saving = this.#send(false).finally(() => {
        this.#saving = null;
        this.#watcher();
        this.resume();
      });
    }
    return this.#saving;
  }

  /** The page may be gone at any moment: nobody waits for the answer, and what is on its way may come later. */
  saveAtOnce() {
    if (this.#canSave) {
      this.#send(true).finally(() => this.#watcher());
    }
  }

  get #canSave() {
    return this.unsaved && !FINAL.includes(this.trouble);
  }

  async #send(leaving) {
    const edits = this.#edits;
    try {
      const content = {
        person: whoIsSignedIn(),
        revision: this.revision,
        window: WINDOW,
        step: ++this.#step,
        content: {fields: this.fields}
      };
      const response = await this.#call('PUT', content, leaving);
      this.#hear(response.status, await response.json(), edits);
    } catch {
      this.trouble = 'away';
    }
  }

  #hear(status, answer, edits) {
    if (status === 200) {
      this.revision = Math.max(this.revision, answer.revision);
      this.savedAt = answer.savedAt;
      this.#saved = Math.max(this.#saved, edits);
      this.trouble = null;
    } else if (status === 409) {
      this.other = answer.draft;
      this.trouble = 'elsewhere';
    } else if (status === 404) {
      this.trouble = 'gone';
    } else if (status === 401) {
      // In Tasklist such an answer waits until the person has signed in again.
      this.trouble = 'signed-out';
      renewToken();
    } else {
      this.sentence = answer.detail;
      this.trouble = status === 422 ? 'refused' : 'away';
    }
  }

  /** Of two windows this one goes on. */
  keepMine() {
    this.revision = this.other.revision;
    this.trouble = null;
    this.#edits++;
    return this.save();
  }

  /** Of two windows the other one's draft is taken. */
  takeOther() {
    this.giveUp();
    this.trouble = null;
  }

  async discard() {
    this.pause();
    await this.#saving;
    const response = await this.#call('DELETE').catch(() => {
      throw new Error('暂时连不上服务器，草稿没有丢弃。');
    });
    if (!response.ok) {
      throw new Error((await response.json()).detail);
    }
    this.#take(await response.json());
  }

  /** What could not be saved is left, as the person wants. */
  giveUp() {
    this.pause();
    this.#saved = this.#edits;
  }

  /** The form was taken: there is nothing left to keep. One save may have come after it. */
  async sent() {
    this.giveUp();
    this.#watcher = () => {};
    if (this.#saving) {
      await this.#saving;
      await this.#call('DELETE').catch(() => {});
    }
  }

  async #call(method, content, keepalive = false) {
    const address = url('drafts', ...this.#path);
    const response = await fetch(content ? address : `${address}?person=${encodeURIComponent(whoIsSignedIn())}`, {
      method,
      headers: {
        Accept: 'application/json',
        'Content-Type': 'application/json',
        'X-Requested-With': 'XMLHttpRequest',
        'X-XSRF-TOKEN': token()
      },
      credentials: 'same-origin',
      cache: 'no-store',
      keepalive,
      body: content && JSON.stringify(content),
      signal: AbortSignal.timeout(PATIENCE)
    });
    if (response.status === 422 && (await response.clone().json()).code === 'drafts.other-person') {
      await signIn('本浏览器已由其他人员登录');
      return this.#call(method, content, keepalive);
    }
    return response;
  }
}
