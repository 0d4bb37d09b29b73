// What is new, as the bridge says it: one stream for all windows of a browser. The window that has it tells the others.
import {url} from '../casefile/api.js';

const NAME = 'bridge-events';
const KINDS = ['tasks', 'notices', 'messages'];
/** After an answer that is no stream: not signed in, or too many of them. */
const PAUSE = 30000;
/** A page that was just opened has missed nothing. */
const FRESH = 10000;

const listeners = Object.fromEntries(KINDS.map(kind => [kind, new Set()]));
const others = new BroadcastChannel(NAME);
let source = null;
let waiting = null;
let begun = false;

/** @param detail the number of a case, of messages; empty where anything of the kind may be new */
function tell(kind, detail) {
  listeners[kind].forEach(listener => listener(detail));
}

function hear(kind, detail) {
  tell(kind, detail);
  others.postMessage({kind, detail});
}

function all() {
  KINDS.forEach(kind => hear(kind, ''));
}

function open() {
  clearTimeout(waiting);
  source = new EventSource(url('events'));
  KINDS.forEach(kind => source.addEventListener(kind, event => hear(kind, event.data)));
  source.addEventListener('all', all);
  // Between two connections something may have been missed.
  source.addEventListener('hello', () => performance.now() < FRESH || all());
  source.addEventListener('error', () => {
    if (source.readyState === EventSource.CLOSED) {
      waiting = setTimeout(open, PAUSE);
    }
  });
}

/** The stream belongs to one window; when that is closed, to the next. */
function begin() {
  if (!begun) {
    begun = true;
    others.onmessage = ({data}) => tell(data.kind, data.detail);
    if (navigator.locks) {
      navigator.locks.request(NAME, () => new Promise(open));
    } else {
      open();
    }
  } else if (source && source.readyState === EventSource.CLOSED) {
    // Whoever signs in is at hand at once.
    open();
  }
}

/**
 * Calls back whenever something of that kind is new: `tasks` (of a group of the person's), `notices` (in his inbox), `messages`
 * (called with the number of the case, or an empty text for any).
 *
 * @return ends it
 */
export function subscribe(kind, listener) {
  listeners[kind].add(listener);
  begin();
  return () => listeners[kind].delete(listener);
}
