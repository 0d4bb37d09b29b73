// 核对疑似重复: pair after pair, side by side; a person says what is the same.
import {html, useEffect, useRef, useState} from '/bridge/lib/preact.js';
import {casePage, post, read, url} from '/camunda/app/tasklist/scripts/casefile/api.js';
import {joined, Quiet, Said} from '/camunda/app/tasklist/scripts/casefile/parts.js';
import {moment} from '/bridge/time.js';
import {differences} from './differences.js';

function Side({title, side, parts}) {
  return html`<section class="dp-side" aria-label=${title}>
    <h3>${title}</h3>
    <p>
      <a href=${casePage(side.caseNo)} target="_blank">${side.caseNo}</a>　<span class="cf-tag cf-tag-state">${side.state}</span>
      <br /><${Quiet}>${joined([`收到 ${moment(side.receivedAt)}`, side.externalNo && `来源编号 ${side.externalNo}`])}<//>
    </p>
    <p><strong>${side.cause}</strong></p>
    <p class="dp-content">${parts.map(([same, text]) => (same ? text : html`<mark>${text}</mark>`))}</p>
  </section>`;
}

/** @param queue ids of clues @param done told of each answer that the server gave: what it was and how it ended */
export function Compare({queue, done, close}) {
  const dialog = useRef();
  const [at, go] = useState(0);
  const [found, setFound] = useState(null);
  const [said, say] = useState({});
  const [withFacts, setWithFacts] = useState(false);
  const facts = useRef();
  const [busy, setBusy] = useState(false);

  useEffect(() => dialog.current.showModal(), []);
  useEffect(() => {
    const gone = new AbortController();
    setFound(null);
    setWithFacts(false);
    read(url('clues', 'waiting', queue[at]), gone.signal).then(setFound, problem => say({text: problem.message, failed: true}));
    return () => gone.abort();
  }, [at]);

  const next = () => (at + 1 < queue.length ? go(at + 1) : dialog.current.close());
  const suspicion = found?.suspicions.find(({state}) => state === 'PROPOSED');

  async function decide(decision) {
    const newFacts = decision === 'CONFIRM' && withFacts ? facts.current.value.trim() : undefined;
    if (newFacts === '') {
      say({text: '请写明新的事实，或者取消勾选。', failed: true});
      facts.current.focus();
      return;
    }
    setBusy(true);
    try {
      const pair = {clueId: found.clue.clueId, otherId: suspicion.other.clueId};
      const [result] = await post(url('clues', 'suspicions'), {pairs: [pair], decision, newFacts});
      if (result.done) {
        done(pair, decision);
        say({});
        next();
      } else {
        say({text: result.problem, failed: true});
      }
    } catch (problem) {
      say({text: problem.message, failed: true});
    } finally {
      setBusy(false);
    }
  }

  const [left, right] = suspicion ? differences(found.clue.content, suspicion.other.content) : [];
  return html`<dialog class="dp-compare" aria-label="核对疑似重复" ref=${dialog} onClose=${close}>
    <header>
      <h2>核对疑似重复</h2>
      <${Quiet}>${`第 ${at + 1} 对，共 ${queue.length} 对`}<//>
      <button type="button" class="btn btn-default" onClick=${() => dialog.current.close()}>关闭</button>
    </header>
    <${Said} text=${said.text} failed=${said.failed} />
    ${found === null && !said.failed && html`<p>正在读取……</p>`}
    ${found && !suspicion && html`<p>这一件没有待核对的疑似重复，可能刚刚有人认定过。</p>`}
    ${suspicion &&
    html`<p class="dp-why"><strong>${`相似 ${suspicion.score} %`}</strong>　${suspicion.why}。<mark>标出</mark>的是两边不同的文字。</p>
      <div class="dp-sides">
        <${Side} title="待分派的线索" side=${found.clue} parts=${left} />
        <${Side} title="并入这一件" side=${suspicion.other} parts=${right} />
      </div>
      <p class="dp-facts">
        <label><input type="checkbox" checked=${withFacts} onChange=${event => setWithFacts(event.target.checked)} />
          提出了新的事实（并入后，核查期限从这次举报重新起算）</label>
        ${withFacts &&
        html`<textarea class="form-control" rows="2" maxlength="2000" ref=${facts} aria-label="新的事实" placeholder="写明新的事实，记入对方案卷；不要写举报人信息"></textarea>`}
      </p>`}
    <footer>
      ${suspicion &&
      html`<button type="button" class="btn btn-primary" disabled=${busy} onClick=${() => decide('CONFIRM')}>是重复，并入</button>
        <button type="button" class="btn btn-default" disabled=${busy} onClick=${() => decide('REFUSE')}>不是重复</button>`}
      <button type="button" class="btn btn-default" disabled=${busy} onClick=${next}>${at + 1 < queue.length ? '下一对' : '完成'}</button>
    </footer>
  </dialog>`;
}
