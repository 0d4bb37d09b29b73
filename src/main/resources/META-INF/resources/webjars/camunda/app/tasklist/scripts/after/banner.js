// What came of the form that was sent last: it stays until the next one, or until it is closed.
import {html, render, useEffect, useState} from '/bridge/lib/preact.js';
import {read, url} from '../casefile/api.js';

/** While the bridge still works on it, in milliseconds; and when it takes long. */
const SOON = 1500;
const LATER = 8000;
const LONG = 30000;
const TOO_LONG = 180000;

const place = document.createElement('div');
place.className = 'af-place';
place.setAttribute('aria-live', 'polite');

/** Another one is a new banner, whatever the one before was waiting for. */
let turn = 0;

function show(banner) {
  if (!place.isConnected) {
    document.body.append(place);
  }
  render(banner, place);
}

export function close() {
  show(null);
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

/** @param kind 'tasks' or 'starts' */
export function tellOutcome(kind, id) {
  const address = url(kind, id, 'outcome');
  show(html`<${Outcome} key=${++turn} address=${address} />`);
}

export function tellRefusal(sentence) {
  show(html`<div key=${++turn} class="af-banner af-refused" role="alert"><p>${sentence}</p><${Close} /></div>`);
}
