// Building blocks of the case file.
import {signInFor} from '/bridge/back.js';
import {post} from './api.js';
import {createContext, html, useContext, useEffect, useRef, useState} from '/bridge/lib/preact.js';

/** Whether sections are folded until somebody opens them; what is in them is drawn only then. */
export const Folded = createContext(false);

export function Section({title, hint, hidden, children, kind = ''}) {
  const folded = useContext(Folded);
  const [seen, setSeen] = useState(!folded);
  const head = html`<h4>${title}${hint && html`<small>${hint}</small>`}</h4>`;
  return html`<section class=${`cf-section ${folded ? 'cf-folded' : ''} ${kind}`} aria-label=${title} hidden=${hidden}>
    ${folded
      ? html`<details onToggle=${event => event.target.open && setSeen(true)}>
          <summary>${head}</summary>
          ${seen && html`<div>${children}</div>`}
        </details>`
      : html`${head}${children}`}
  </section>`;
}

export const None = ({children}) => html`<p class="cf-none">${children}</p>`;

export const Quiet = ({children}) => html`<span class="cf-quiet">${children}</span>`;

export const Tag = ({kind, children}) =>
  html`<span class=${kind ? `cf-tag cf-tag-${kind}` : 'cf-tag'}>${children}</span>`;

/** A longer value gets a line of its own, in characters. */
const LONG = 40;

/** Pairs of name and value; pairs without a value are left out. */
export function Facts({pairs}) {
  const wide = value => (typeof value === 'string' && value.length > LONG ? 'cf-wide' : '');
  return html`<dl class="cf-facts">
    ${pairs
      .filter(([, value]) => value !== undefined && value !== null && value !== '')
      .map(([name, value]) => html`<dt class=${wide(value)}>${name}</dt><dd class=${wide(value)}>${value}</dd>`)}
  </dl>`;
}

export function Table({heads, rows, kind = ''}) {
  return html`<div class="cf-scroll" tabindex="0">
    <table class=${`cf-table ${kind}`}>
      <thead><tr>${heads.map(head => html`<th scope="col">${head}</th>`)}</tr></thead>
      <tbody>${rows.map(cells => html`<tr>${cells.map(cell => html`<td>${cell}</td>`)}</tr>`)}</tbody>
    </table>
  </div>`;
}

/** In place of a page of ours. @param app of Camunda's that lets in whom it is for */
export const SignInFirst = ({app = 'tasklist'}) =>
  html`<p>请先<a href=${signInFor(app)}>登录</a>，登录后自动回到本页。</p>`;

/** What came of something, or went wrong with it. */
export const Said = ({text, failed}) =>
  html`<p class=${`cf-message ${failed ? 'cf-problem' : ''}`} role="status" hidden=${!text}>${text}</p>`;

/**
 * A button that ends what somebody uploaded: it asks once more, in its place, and says afterwards what came of it.
 * @param label what is cancelled, @param path of the order, @param done called with the answer
 */
export function Cancel({label, path, done, failed}) {
  const [asked, ask] = useState(false);
  const [busy, setBusy] = useState(false);
  async function cancel() {
    setBusy(true);
    try {
      done(await post(path, {}));
    } catch (problem) {
      failed(problem);
    }
    setBusy(false);
    ask(false);
  }
  return asked
    ? html`<span class="cf-cancel" role="group" aria-label=${`${label}？`}>
        <button type="button" class="btn btn-danger btn-xs" disabled=${busy} onClick=${cancel}>确定${label}</button>
        <button type="button" class="btn btn-default btn-xs" disabled=${busy} onClick=${() => ask(false)}>不取消</button>
      </span>`
    : html`<button type="button" class="btn btn-default btn-xs" onClick=${() => ask(true)}>${label}</button>`;
}

/** Calls once, when the place is first seen. */
export function useFirstSight(call) {
  const place = useRef();
  useEffect(() => {
    const watch = new IntersectionObserver(entries => {
      if (entries.some(entry => entry.isIntersecting)) {
        watch.disconnect();
        call();
      }
    });
    watch.observe(place.current);
    return () => watch.disconnect();
  }, []);
  return place;
}

export const joined = (items, between = '　') => items.filter(Boolean).join(between);
