// 提调和挂牌督办: what superior bureaus ordered about the case. Seen by the bureau's people, ordered and ended from above.
import {html, useEffect, useRef, useState} from '/bridge/lib/preact.js';
import {me} from '/bridge/me.js';
import {change, read, url} from './api.js';
import {moment} from './figures.js';
import {Facts, Quiet, Said, Section, Tag} from './parts.js';

const TAGS = {ENDED: 'done', LATE: 'late', ANSWERED: 'state', OPEN: 'state'};
const KINDS = [
  ['CALL_UP', '提调'],
  ['LISTING', '挂牌督办']
];

/** A case file may be on the page twice. */
let labelled = 0;

function Order({order, end, sendBack, busy}) {
  const note = useRef();
  const back = useRef();
  const day = useRef();
  const word = order.kind === 'LISTING' ? '摘牌' : '结束提调';
  return html`<div class="cf-finding">
    <p class="cf-line">
      <${Tag} kind=${TAGS[order.state]}>${order.stateTitle}<//>
      <strong>${`${order.superiorName}${order.kindTitle}`}</strong>
      <${Quiet}>${`${order.id}　${order.orderedByName}　${moment(order.orderedAt)}`}<//>
    </p>
    <${Facts}
      pairs=${[
        ['文号', order.letterNo],
        ['依据', order.citation],
        ['理由', order.reason],
        [order.kind === 'LISTING' ? '办结期限' : '答复期限', moment(order.dueAt)],
        ...order.earlier.map((one, n) => [
          `第 ${n + 1} 次答复`,
          `${one.answer}（${moment(one.answeredAt)}；${moment(one.returnedAt)} 退回：${one.returnNote}）`
        ]),
        ['重新报告期限', order.answerAgainBy && !order.answer && !order.endedAt && moment(order.answerAgainBy)],
        ['答复', order.answer && `${order.answer}（${order.answeredByName}，${moment(order.answeredAt)}）`],
        ['结束', order.endedAt && `${order.endNote}（${order.endedByName}，${moment(order.endedAt)}）`]
      ]}
    />
    ${sendBack &&
    order.answer &&
    order.state !== 'ENDED' &&
    html`<p class="cf-line cf-hold-acts">
      <input class="form-control" ref=${back} maxlength="1000" placeholder="退回的原因和要求" aria-label=${`${order.id}退回的原因和要求`} />
      <input class="form-control" ref=${day} type="date" title="重新报告期限，不填为一个工作日" aria-label=${`${order.id}重新报告期限`} />
      <button type="button" class="btn btn-default btn-sm" disabled=${busy} onClick=${() => sendBack(order, back.current.value, day.current.value)}>退回重报</button>
    </p>`}
    ${end &&
    order.state !== 'ENDED' &&
    html`<p class="cf-line cf-hold-acts">
      <input class="form-control" ref=${note} maxlength="1000" placeholder=${`${word}的理由`} aria-label=${`${order.id}${word}的理由`} />
      <button type="button" class="btn btn-default btn-sm" disabled=${busy} onClick=${() => end(order, note.current.value)}>${word}</button>
    </p>`}
  </div>`;
}

function Form({file, said, done, busy}) {
  const [id] = useState(() => `cf-order-${++labelled}`);
  const [bases, setBases] = useState([]);
  const [kind, setKind] = useState('CALL_UP');
  const form = useRef();
  useEffect(() => {
    read(url('supervision', 'orders')).then(found => setBases(found.bases), problem => said(problem.message));
  }, []);
  async function submit(event) {
    event.preventDefault();
    const {reason, basis, dueOn} = form.current.elements;
    const sent = await done(url('supervision', 'orders'), {
      kind,
      caseNo: file.caseNo,
      bureau: file.tenant,
      reason: reason.value,
      basis: basis.value,
      dueOn: (kind === 'LISTING' && dueOn.value) || null
    });
    if (sent) {
      reason.value = '';
    }
  }
  return html`<form class="cf-hold-form" ref=${form} onSubmit=${submit} aria-label="提调或者挂牌督办">
    <label for=${`${id}-kind`}>方式</label>
    <select class="form-control" id=${`${id}-kind`} value=${kind} onChange=${event => setKind(event.target.value)}>
      ${KINDS.map(([value, title]) => html`<option value=${value}>${title}</option>`)}
    </select>
    <label for=${`${id}-basis`}>法律依据</label>
    <select class="form-control" id=${`${id}-basis`} name="basis">
      ${bases.map(({value, label}) => html`<option value=${value}>${label}</option>`)}
    </select>
    ${kind === 'LISTING' &&
    html`<label for=${`${id}-day`}>办结期限</label>
      <input class="form-control" id=${`${id}-day`} name="dueOn" type="date" />`}
    <label for=${`${id}-reason`}>理由</label>
    <textarea class="form-control" id=${`${id}-reason`} name="reason" rows="2" maxlength="1000" placeholder=${kind === 'LISTING' ? '为什么挂牌，要求办到什么程度' : '为什么提调，需要查看什么'}></textarea>
    <button type="submit" class="btn btn-default btn-sm" disabled=${busy}>发出通知书</button>
    <p class="cf-hint">
      ${kind === 'LISTING'
        ? '挂牌后在案卷和监督总览中显示，承办单位到期前报告；由本单位摘牌。'
        : '承办单位在一个工作日内答复；答复后，或者逾期未答复的，提调人可以查看未遮盖的案卷，到结束提调时为止。'}
    </p>
  </form>`;
}

export function Orders({file, reload}) {
  const [said, say] = useState('');
  const [busy, wait] = useState(false);
  // What can be cited is asked for when somebody is about to order something, not with each file.
  const [wanted, want] = useState(false);
  const orders = file.supervisionOrders || [];
  const {roles, organisations} = me();
  const supervisor = roles.includes('supervisor');
  const above = supervisor && !organisations.includes(file.tenant);

  async function act(address, content) {
    wait(true);
    try {
      await change('POST', address, content);
      say('');
      // It has gone out, whether or not the file can be read again now.
      await Promise.resolve(reload()).catch(() => {});
      return true;
    } catch (refused) {
      say(refused.message);
      return false;
    } finally {
      wait(false);
    }
  }

  const end = (order, note) => act(url('supervision', 'orders', order.id, 'end'), {note});
  const sendBack = (order, note, answerBy) =>
    act(url('supervision', 'orders', order.id, 'return'), {note, answerBy: answerBy || null});
  const ours = order => supervisor && organisations.includes(order.superior);
  return html`<${Section} title="提调和挂牌督办" hidden=${!above && orders.length === 0}>
    ${orders.map(
      order => html`<${Order} key=${order.id} order=${order} busy=${busy} end=${ours(order) && end} sendBack=${ours(order) && sendBack} />`
    )}
    ${above &&
    html`<details class="cf-hold-new" onToggle=${() => want(true)}>
      <summary>提调或者挂牌督办本案</summary>
      ${wanted && html`<${Form} file=${file} said=${say} done=${act} busy=${busy} />`}
    </details>`}
    <${Said} text=${said} failed=${true} />
  <//>`;
}
