// What came of the form that was sent last: it stays until the next one, or until it is closed, and never over a button.
import {html, render, useEffect, useState} from '/bridge/lib/preact.js';
import {read, url} from '../casefile/api.js';

/** While the bridge still works on it, in milliseconds; and when it takes long. */
const SOON = 1500;
const LATER = 8000;
const LONG = 30000;
const TOO_LONG = 180000;

/** Where somebody can read it and no button lies under it: beside the lists as long as no task is open there. */
const place = document.createElement('div');
place.className = 'af-place';
place.setAttribute('aria-live', 'polite');

/** Above the list, where it goes when another task is opened. */
let head = null;
/** Of which form, {kind, id, taken}, what is told is told. */
let about = null;
/** Another one is a new banner, whatever the one before was waiting for. */
let turn = 0;

function show(banner, home) {
  if (home) {
    home.prepend(place);
  }
  render(banner, place);
}

export function close() {
  about = null;
  show(null);
}

/** @param node of the list's head */
export function standsAbove(node) {
  head = node;
}

/** Another form or case comes to the screen: what came of the last one is still said, but out of the way; a refusal is over. */
export function opens(kind, id) {
  if (!about || (about.kind === kind && about.id === id)) {
    return;
  }
  if (about.taken && head) {
    head.prepend(place);
  } else {
    close();
  }
}

function Close() {
  return html`<button type="button" class="af-close" aria-label="关闭" onClick=${close}>×</button>`;
}

/** Asks what came of it, and again until nothing more comes. */
function useOutcome(address) {
  const [told, setTold] = useState({sentence: '已提交，正在办理……', running: true});
  useEffect(() => {
    const gone = new AbortController();
    const begun = Date.now();
    let timer = null;
    async function ask() {
      const waited = Date.now() - begun;
      try {
        const outcome = await read(address, gone.signal);
        setTold({...outcome, long: outcome.running && waited > LONG, over: waited > TOO_LONG});
        if (!outcome.running) {
          return;
        }
      } catch (problem) {
        setTold({sentence: '已提交。办理情况暂时读不出来，请看案卷的办理记录。', running: false});
        return;
      }
      if (waited <= TOO_LONG) {
        timer = setTimeout(ask, waited > LONG ? LATER : SOON);
      }
    }
    ask();
    return () => {
      gone.abort();
      clearTimeout(timer);
    };
  }, [address]);
  return told;
}

function patience({long, over}) {
  if (over) {
    return '仍在进行，结果见案卷的办理记录。';
  }
  return long ? '比平时久，可以先办别的，有了结果在此更新。' : '';
}

function Outcome({address}) {
  const told = useOutcome(address);
  return html`<div class="af-banner ${told.running ? 'af-running' : ''}" role="status">
    <p>
      ${told.sentence} ${patience(told)}
      ${told.next && html`<a class="af-next" href=${`#/?task=${told.next.taskId}`}>办理“${told.next.name}”</a>`}
    </p>
    <${Close} />
  </div>`;
}

/** @param of the form, {kind: 'tasks' or 'starts', id}; @param id of what is asked about, the task or what was started */
export function tellOutcome(of, id) {
  about = {...of, taken: true};
  show(html`<${Outcome} key=${++turn} address=${url(of.kind, id, 'outcome')} />`, document.body);
}

/** Beside the button that was pressed. */
export function tellRefusal(of, sentence) {
  about = {...of, taken: false};
  show(
    html`<div key=${++turn} class="af-banner af-refused" role="alert"><p>${sentence}</p><${Close} /></div>`,
    document.querySelector('.modal-content .modal-footer, .ws .form-actions') || document.body
  );
}
