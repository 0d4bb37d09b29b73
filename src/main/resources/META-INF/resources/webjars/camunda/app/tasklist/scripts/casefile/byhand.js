// What an officer has seen that the platform did, where its interface says so in its own words only: 登记公示, 登记解除.
import {html, useState} from '/bridge/lib/preact.js';
import {change, url} from './api.js';
import {useKept} from './kept.js';
import {Said} from './parts.js';

/** @param content of the form's fields, as the bridge takes it */
function Entry({name, title, address, content, reload, children}) {
  const {form, sent} = useKept(name, title);
  const [told, setTold] = useState('');
  const [sending, setSending] = useState(false);

  async function submit(event) {
    event.preventDefault();
    const fields = new FormData(event.target);
    setSending(true);
    try {
      await change('POST', address, content(fields));
      sent();
      await reload();
    } catch (problem) {
      setTold(problem.message);
      setSending(false);
    }
  }

  return html`<details>
    <summary>${title}</summary>
    <form aria-label=${title} ...${form} onSubmit=${submit}>
      ${children}
      <button class="btn btn-default" type="submit" disabled=${sending}>${title}</button>
      <${Said} text=${told} failed=${true} />
    </form>
  </details>`;
}

const Text = ({label, name, longest}) => html`<label>
  ${label}<input class="form-control" type="text" name=${name} maxlength=${longest} />
</label>`;

/** Offered from the platform's answer on, to whoever works on the case. */
export function ByHand({file, item: {id, targets}, reload}) {
  const address = url('cases', file.caseNo, 'dispositions', id);
  const unclear = targets.filter(target => target.liftUnclear);
  return (
    file.upload.allowed &&
    html`${targets.some(target => target.publicityOwed) &&
      html`<${Entry}
        name=${`publicity-${id}`}
        title="登记公示"
        address=${`${address}/publicity`}
        content=${fields => ({url: fields.get('url')})}
        reload=${reload}
      >
        <${Text} label="公示网址" name="url" longest="2000" />
      <//>`}
      ${unclear.length > 0 &&
      html`<${Entry}
        name=${`lifted-${id}`}
        title="登记解除"
        address=${`${address}/lifted`}
        content=${fields => ({targets: fields.getAll('target'), note: fields.get('note')})}
        reload=${reload}
      >
        ${unclear.map(
          target => html`<label class="cf-line">
            <input type="checkbox" name="target" value=${target.id} defaultChecked=${unclear.length === 1} />
            ${`${target.measureTitle}：${target.targetTitle} ${target.target}`}
          </label>`
        )}
        <${Text} label="核实的经过" name="note" longest="1000" />
      <//>`}`
  );
}
