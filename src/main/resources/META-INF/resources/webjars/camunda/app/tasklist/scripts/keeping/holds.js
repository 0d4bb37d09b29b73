// 材料保全: while one is in force nothing of the case is deleted. Seen by all, placed and lifted by heads.
import {html, useRef, useState} from '/bridge/lib/preact.js';
import {change, url} from '../casefile/api.js';
import {moment} from '../casefile/figures.js';
import {Quiet, Said, Section, Tag} from '../casefile/parts.js';
import {useRole} from '../casefile/roles.js';

const GROUNDS = [
  ['LITIGATION', '行政诉讼'],
  ['REVIEW', '行政复议'],
  ['DISCIPLINE', '监察调查'],
  ['CRIMINAL', '刑事侦查'],
  ['OTHER', '其他']
];
const HEADS = ['bureauHead', 'chiefHead'];

/** A case file may be on the page twice. */
let labelled = 0;

function Hold({hold, lift}) {
  const reason = useRef();
  return html`<div class="cf-finding">
    <p class="cf-line">
      <${Tag} kind=${hold.inForce ? 'state' : 'done'}>${hold.inForce ? '保全中' : '已解除'}<//>
      <strong>${hold.groundTitle}</strong>
      <${Quiet}>${`${hold.placedBy}　${moment(hold.placedAt)}`}<//>
    </p>
    <p class="cf-text">${hold.reason}</p>
    ${!hold.inForce && html`<p class="cf-explain">${`${hold.liftedBy} 于 ${moment(hold.liftedAt)} 解除：${hold.liftReason}`}</p>`}
    ${lift &&
    hold.inForce &&
    html`<p class="cf-line cf-hold-acts">
      <input class="form-control" ref=${reason} maxlength="500" placeholder="解除的理由" aria-label="解除材料保全的理由" />
      <button type="button" class="btn btn-default btn-sm" onClick=${() => lift(hold, reason.current.value)}>解除</button>
    </p>`}
  </div>`;
}

export function Holds({file, reload}) {
  const [said, say] = useState('');
  const [id] = useState(() => `cf-keep-${++labelled}`);
  const ground = useRef();
  const reason = useRef();
  const head = useRole(...HEADS);
  const holds = file.holds || [];

  async function act(address, content) {
    try {
      await change('POST', address, content);
      say('');
      if (reason.current) {
        reason.current.value = '';
      }
      reload();
    } catch (refused) {
      say(refused.message);
    }
  }

  const all = url('cases', file.caseNo, 'holds');
  const lift = (hold, why) => act(url('cases', file.caseNo, 'holds', hold.id, 'lift'), {reason: why});
  return html`<${Section}
    title="材料保全"
    hint="保全期间，本案的任何内容到期也不删除"
    hidden=${!head && holds.length === 0}
  >
    ${holds.map(hold => html`<${Hold} key=${hold.id} hold=${hold} lift=${head && lift} />`)}
    ${head &&
    html`<details class="cf-hold-new">
      <summary>采取材料保全</summary>
      <form
        class="cf-hold-form"
        onSubmit=${event => {
          event.preventDefault();
          act(all, {ground: ground.current.value, reason: reason.current.value});
        }}
      >
        <label for=${`${id}-ground`}>事由</label>
        <select class="form-control" id=${`${id}-ground`} ref=${ground}>
          ${GROUNDS.map(([value, label]) => html`<option value=${value}>${label}</option>`)}
        </select>
        <label for=${`${id}-reason`}>理由（依据的文书）</label>
        <input class="form-control" id=${`${id}-reason`} ref=${reason} maxlength="500" />
        <button type="submit" class="btn btn-default btn-sm">采取保全</button>
      </form>
    </details>`}
    <${Said} text=${said} failed=${true} />
  <//>`;
}
