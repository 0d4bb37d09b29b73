// A dialog in which something is entered: what is refused stays as it was typed, with the reason below.
import {html, useEffect, useRef, useState} from '/bridge/lib/preact.js';
import {Said} from '/camunda/app/tasklist/scripts/casefile/parts.js';

/**
 * @param read makes of the form's elements what is sent
 * @param send sends it
 * @param done is told when it was taken
 * @param more a further button before the others, given how to save and whether that is going on
 */
export function Entry({label, title = label, kind, read, send, done, close, button = '保存', more, children}) {
  const dialog = useRef();
  const [said, say] = useState({});
  const [busy, setBusy] = useState(false);
  useEffect(() => dialog.current.showModal(), []);

  async function save(content) {
    setBusy(true);
    say({});
    try {
      await send(content);
      dialog.current.close();
      done();
    } catch (problem) {
      say({text: problem.message, failed: true});
      setBusy(false);
    }
  }

  return html`<dialog class=${kind ? `cp-dialog ${kind}` : 'cp-dialog'} ref=${dialog} aria-label=${label} onClose=${close}>
    <form
      onSubmit=${event => {
        event.preventDefault();
        save(read(event.target.elements));
      }}
    >
      <h2>${title}</h2>
      ${children}
      <${Said} text=${said.text} failed=${said.failed} />
      <footer>
        ${more && more(save, busy)}
        <button type="button" class="btn btn-default" onClick=${() => dialog.current.close()}>取消</button>
        <button type="submit" class="btn btn-primary" disabled=${busy}>${button}</button>
      </footer>
    </form>
  </dialog>`;
}
