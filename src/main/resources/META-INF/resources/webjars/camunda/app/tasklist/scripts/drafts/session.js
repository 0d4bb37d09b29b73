// The page's session. When it has ended, every request waits, the same person signs in again over the page, and all goes on.
import {provider} from '../../../../../bridge/provider.js';
import {h, html, render, useEffect, useRef, useState} from '/bridge/lib/preact.js';
import {token} from '../casefile/api.js';
import {ID, WAITS, idOf, isHeard, isOpen} from '../casefile/once.js';
import {askElsewhere} from './elsewhere.js';

const WHO = /\/api\/admin\/auth\/user\/[^/]+(\/login\/[^/]+)?$/;
const OUT = /\/api\/admin\/auth\/user\/[^/]+\/logout$/;
const SUBMIT = /\/(task|process-definition)\/[^/]+\/submit-form$/;
const TOKEN = 'X-XSRF-TOKEN';
/** On the 401 of somebody who has signed in and has a step to do before he goes on: he is led there. */
const STEP = 'X-Sign-In-Step';

const fetchNow = window.fetch.bind(window);
const listeners = [];
let person = null;
let signingIn = null;

/** Who is signed in, by this page's own knowledge: in another window somebody else may have signed in since. */
export function whoIsSignedIn() {
  return person;
}

/** For a page that has no Tasklist in it, from which it would be known. */
export function isSignedIn(userId) {
  person = userId;
}

/** @param listener is told each answer of Tasklist's own requests: (address, status, a function that reads it) */
export function onAnswer(listener) {
  listeners.push(listener);
}

function appRoot() {
  return document.querySelector('base').getAttribute('app-root');
}

/** Without a session nobody is known (401), or the token belongs to none (403). */
function hasEnded(address, status, header) {
  return (
    person !== null &&
    !WHO.test(address) &&
    !OUT.test(address) &&
    ((status === 401 && !header(STEP)) || (status === 403 && header(TOKEN) === 'Required'))
  );
}

/**
 * Holds back what tells that the session has ended, and asks again when there is one; and of a form that was sent whatever leaves open
 * what came of it, and sends it again with the same id.
 */
class WaitingRequest extends XMLHttpRequest {
  #call = [];
  #headers = [];
  #body;
  #waits = false;
  #again = 0;

  constructor() {
    super();
    ['readystatechange', 'load', 'error', 'loadend'].forEach(type => this.addEventListener(type, event => this.#hear(event)));
  }

  open(...call) {
    this.#call = call;
    this.#headers = [];
    super.open(...call);
  }

  setRequestHeader(name, value) {
    this.#headers.push([name, value]);
    super.setRequestHeader(name, value);
  }

  send(body) {
    if (OUT.test(String(this.#call[1]).split('?')[0])) {
      // Whoever signs out is asked to sign in by nothing that is still on its way.
      person = null;
    }
    this.#body = body;
    if (this.#isForm()) {
      this.setRequestHeader(ID, idOf('POST', this.#address(), body));
    }
    super.send(body);
  }

  #address() {
    return String(this.#call[1]).split('?')[0];
  }

  #isForm() {
    return String(this.#call[0]).toUpperCase() === 'POST' && SUBMIT.test(this.#address());
  }

  /** Whether it is sent again by itself. */
  #isOpen() {
    if (!this.#isForm()) {
      return false;
    }
    const open = isOpen(this.status, this.responseText);
    if (!open) {
      isHeard('POST', this.#address(), this.#body);
    }
    return open && this.#again < WAITS.length;
  }

  #hear(event) {
    const address = this.#address();
    if (this.readyState !== XMLHttpRequest.DONE) {
      return;
    }
    if (!this.#waits && hasEnded(address, this.status, name => this.getResponseHeader(name))) {
      this.#waits = true;
      signIn().then(() => this.#sendAgain());
    } else if (!this.#waits && this.#isOpen()) {
      this.#waits = true;
      setTimeout(() => this.#sendAgain(), WAITS[this.#again++]);
    }
    if (this.#waits) {
      event.stopImmediatePropagation();
    } else if (event.type === 'load' || (event.type === 'error' && this.#isForm())) {
      heard(address, this.status, () => parsed(this.responseText));
    }
  }

  #sendAgain() {
    this.#waits = false;
    super.open(...this.#call);
    this.#headers.filter(([name]) => name !== TOKEN).forEach(header => super.setRequestHeader(...header));
    super.setRequestHeader(TOKEN, token());
    super.send(this.#body);
  }
}

/** Nothing where it is no JSON, as an answer without a body. */
function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}

function heard(address, status, answer) {
  if (WHO.test(address) && status === 200) {
    person = answer().userId;
  } else if (OUT.test(address)) {
    person = null;
  }
  listeners.forEach(listener => listener(address, status, answer));
}

async function fetchPatiently(resource, options = {}) {
  const response = await fetchNow(resource, options);
  if (!hasEnded(String(resource), response.status, name => response.headers.get(name))) {
    return response;
  }
  await signIn();
  const headers = {...options.headers, [TOKEN]: token()};
  // However long it took to sign in, this try is a new one.
  const over = options.signal && options.signal.aborted && options.signal.reason.name === 'TimeoutError';
  return fetchPatiently(resource, {...options, headers, signal: over ? undefined : options.signal});
}

/** Asks the same person to sign in again; resolves when he has. */
export function signIn(why = '登录已经失效') {
  const ask = provider ? () => askElsewhere(person, why, whoIsThere) : () => askToSignIn(why);
  signingIn = signingIn || ask().finally(() => (signingIn = null));
  return signingIn;
}

function SignIn({why, done}) {
  const dialog = useRef();
  const password = useRef();
  const [objection, object] = useState(null);
  const [busy, wait] = useState(false);
  useEffect(() => {
    dialog.current.showModal();
    password.current.focus();
  }, []);

  async function submit(event) {
    event.preventDefault();
    wait(true);
    const problem = await tryToSignIn(password.current.value);
    if (!problem) {
      done();
      return;
    }
    wait(false);
    object(problem);
    password.current.select();
  }

  return html`<dialog class="dr-sign-in" aria-label=${why} ref=${dialog} onCancel=${event => event.preventDefault()}>
    <h4>${why}</h4>
    <p>表单中的内容都还在。重新登录后，刚才的操作接着进行。</p>
    <form onSubmit=${submit}>
      <p>用户：<strong>${person}</strong></p>
      <input type="text" autocomplete="username" value=${person} hidden />
      <input
        class="form-control"
        type="password"
        name="password"
        autocomplete="current-password"
        placeholder="密码"
        aria-label="密码"
        required
        ref=${password}
      />
      <p class="cf-problem" role="alert" hidden=${!objection}>${objection}</p>
      <div class="dr-buttons">
        <button class="btn btn-primary" type="submit" disabled=${busy}>登录并继续</button>
        <button class="btn btn-link" type="button" onClick=${() => location.reload()}>由其他人员登录</button>
      </div>
    </form>
  </dialog>`;
}

/** Whom the server knows by now, and with the answer the new session's token; nobody while it does not. */
async function whoIsThere() {
  const answer = await fetchNow(`${appRoot()}/api/admin/auth/user/default`, {
    headers: {Accept: 'application/json'},
    cache: 'no-store'
  });
  return answer.ok ? (await answer.json()).userId : null;
}

function askToSignIn(why) {
  const place = document.createElement('div');
  document.body.append(place);
  return new Promise(resolve => render(h(SignIn, {why, done: resolve}), place)).finally(() => {
    render(null, place);
    place.remove();
  });
}

/** @return what stands in the way, as a sentence; nothing when the person is signed in */
async function tryToSignIn(password) {
  const look = () => fetchNow(`${appRoot()}/api/engine/engine/`, {cache: 'no-store'});
  try {
    await look();
    const answer = await fetchNow(`${appRoot()}/api/admin/auth/user/default/login/tasklist`, {
      method: 'POST',
      headers: {Accept: 'application/json', [TOKEN]: token()},
      body: new URLSearchParams({username: person, password})
    });
    if (!answer.ok) {
      return answer.status === 401 ? '密码不正确，请重新输入。' : '现在不能登录，请稍后再试。';
    }
    // The new session's token comes with the next answer.
    await look();
    return null;
  } catch {
    return '暂时连不上服务器，请稍后再试。';
  }
}

export function waitForSignIn() {
  window.XMLHttpRequest = WaitingRequest;
  window.fetch = fetchPatiently;
}
