// Requests to the bridge's own API with the login of the person at Tasklist or Cockpit.
import {FILE_UNSURE, ID, UNSURE, WAITS, idOf, isHeard, isOpen} from './once.js';

/** What the bridge answered instead of what was asked for; its message is a Chinese sentence to be shown as it is. */
export class Problem extends Error {
  constructor(status, detail) {
    super(detail);
    this.status = status;
  }
}

const UNREACHABLE = '暂时连不上服务器。已经保存的内容不受影响，请稍后重试。';
const SIGNED_OUT = '登录状态已经失效。请刷新页面重新登录。';
const UNEXPECTED = '服务器没有给出可用的答复。已经保存的内容不受影响，请稍后重试；仍不成功时请联系运维人员。';
const PATIENCE = 20000;

function address(...segments) {
  const root = document.querySelector('base').getAttribute('app-root').replace(/\/camunda\/?$/, '');
  return `${root}/${segments.map(encodeURIComponent).join('/')}`;
}

/** The address of one of the bridge's resources; each segment is escaped. */
export function url(...segments) {
  return address('api', ...segments);
}

/** The address of one of the engine's resources, as Camunda's own pages ask for it. */
export function engine(...segments) {
  return address('camunda', 'api', 'engine', 'engine', 'default', ...segments);
}

/** The address of a case's file as a page of its own. */
export function casePage(caseNo) {
  return address('cases', caseNo);
}

/** What follows an address; nothing without parameters. */
export function query(parameters) {
  const text = new URLSearchParams(parameters).toString();
  return text ? `?${text}` : '';
}

/** Of somebody who has shown his password and has something to do before he may go on. */
const STEP = /"code":"access\.step-[a-z]+"/;
const AGAIN = 500;
let leaving = false;

/** Camunda's application shows its own sign-in meanwhile, which ends a way that has begun. @param wait milliseconds for the page to come */
function leave(page, wait) {
  location.replace(page);
  setTimeout(() => leave(page, wait * 2), wait);
}

function leadToStep() {
  if (!leaving && location.pathname !== address('sign-in-step')) {
    leaving = true;
    leave(address('sign-in-step') + query({to: location.pathname + location.search}), AGAIN);
  }
}

function problem(status, body, otherwise = UNEXPECTED) {
  if (status === 401) {
    if (STEP.test(body)) {
      leadToStep();
    }
    return new Problem(status, SIGNED_OUT);
  }
  try {
    const {detail} = JSON.parse(body);
    return new Problem(status, detail || otherwise);
  } catch {
    return new Problem(status, otherwise);
  }
}

/** Reads JSON. Aborted when the signal says so: then the promise never settles. */
export async function read(address, signal) {
  let response;
  let body;
  try {
    const signals = [signal, AbortSignal.timeout(PATIENCE)].filter(Boolean);
    response = await fetch(address, {
      headers: {Accept: 'application/json', 'X-Requested-With': 'XMLHttpRequest'},
      credentials: 'same-origin',
      cache: 'no-store',
      signal: AbortSignal.any(signals)
    });
    body = await response.text();
  } catch {
    if (signal && signal.aborted) {
      return new Promise(() => {});
    }
    throw new Problem(0, UNREACHABLE);
  }
  if (!response.ok) {
    throw problem(response.status, body);
  }
  try {
    return JSON.parse(body);
  } catch {
    throw new Problem(response.status, UNEXPECTED);
  }
}

const OWN_TOKEN = 'meta[name=token]';

/** The token of Tasklist's session, without which the bridge takes nothing from a browser. A page beside Tasklist bears it itself. */
export function token() {
  const cookie = document.cookie.split('; ').find(entry => entry.startsWith('XSRF-TOKEN='));
  return cookie ? decodeURIComponent(cookie.slice('XSRF-TOKEN='.length)) : document.querySelector(OWN_TOKEN)?.content || '';
}

/** Such a page asks for it again when somebody has signed in anew in another window. */
export async function renewToken() {
  const own = document.querySelector(OWN_TOKEN);
  const page = own && (await fetch(location.href, {cache: 'no-store'}).then(answer => answer.text(), () => ''));
  const anew = page && new DOMParser().parseFromString(page, 'text/html').querySelector(OWN_TOKEN);
  if (anew) {
    own.content = anew.content;
  }
}

// Whoever comes to such a page right after the sign-in has none yet: the engine gives one with its own first answer.
if (document.querySelector(OWN_TOKEN)?.content === '') {
  fetch(address('camunda', 'api', 'admin', 'auth', 'user', 'default'), {credentials: 'same-origin'}).then(renewToken, () => {});
}

/** Sends JSON and reads the JSON that comes back. */
export function post(address, content) {
  return change('POST', address, content);
}

/** Sends JSON with any method and reads the JSON that comes back. */
export function change(method, address, content) {
  return sendOnce(method, address, JSON.stringify(content));
}

/** One try; nobody answers is status 0. */
async function tryOnce(method, address, body, id) {
  const json = body === undefined ? {} : {'Content-Type': 'application/json'};
  try {
    const response = await fetch(address, {
      method,
      headers: {Accept: 'application/json', ...json, 'X-Requested-With': 'XMLHttpRequest', 'X-XSRF-TOKEN': token(), [ID]: id},
      credentials: 'same-origin',
      cache: 'no-store',
      body,
      signal: AbortSignal.timeout(PATIENCE)
    });
    return {status: response.status, ok: response.ok, text: await response.text()};
  } catch {
    return {status: 0, ok: false, text: ''};
  }
}

/** Where nobody knows what came of it the same is sent again, for some seconds by itself and then when the person clicks. */
async function sendOnce(method, address, body) {
  const id = idOf(method, address, body);
  let answer = await tryOnce(method, address, body, id);
  for (const wait of WAITS) {
    if (!isOpen(answer.status, answer.text)) {
      break;
    }
    await new Promise(resolve => setTimeout(resolve, wait));
    answer = await tryOnce(method, address, body, id);
  }
  const {status, ok, text} = answer;
  if (isOpen(status, text)) {
    throw status === 0 ? new Problem(0, UNSURE) : problem(status, text, UNSURE);
  }
  isHeard(method, address, body);
  if (!ok) {
    throw problem(status, text);
  }
  try {
    return text ? JSON.parse(text) : null;
  } catch {
    throw new Problem(status, UNEXPECTED);
  }
}

/**
 * Sends a form with a file, or the file itself, and reads the JSON that comes back.
 *
 * @param onProgress is told what part of it has gone, 0 to 1
 */
export function send(address, form, onProgress) {
  return new Promise((resolve, reject) => {
    // fetch() cannot tell how much has been sent.
    const request = new XMLHttpRequest();
    request.open('POST', address);
    request.setRequestHeader('Accept', 'application/json');
    request.setRequestHeader('X-Requested-With', 'XMLHttpRequest');
    request.setRequestHeader('X-XSRF-TOKEN', token());
    request.upload.onprogress = event => event.lengthComputable && onProgress(event.loaded / event.total);
    request.onerror = () => reject(new Problem(0, FILE_UNSURE));
    request.onload = () => {
      if (request.status >= 200 && request.status < 300) {
        resolve(request.responseText ? JSON.parse(request.responseText) : null);
      } else {
        reject(problem(request.status, request.responseText));
      }
    };
    request.send(form);
  });
}

/** Does something that needs no more than its address, and reads what came of it. */
export function act(address) {
  return sendOnce('POST', address);
}
