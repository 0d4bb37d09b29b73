// 统一协查、统一处置: what all members ask for at one moment, each for its own subjects and in its own cases.
import {html, useEffect, useState} from '/bridge/lib/preact.js';
import {casePage, post, read, url} from '/camunda/app/tasklist/scripts/casefile/api.js';
import {count, moment} from '/camunda/app/tasklist/scripts/casefile/figures.js';
import {Facts, joined, Said, Table} from '/camunda/app/tasklist/scripts/casefile/parts.js';

/** What a form sends, what it says of that, and whether it is on its way. */
function useSending(done) {
  const [said, say] = useState({});
  const [busy, setBusy] = useState(false);
  async function send(form, to, fields, text) {
    setBusy(true);
    say({});
    try {
      await post(to, fields);
      form.reset();
      say({text});
      done();
    } catch (problem) {
      say({text: problem.message, failed: true});
    } finally {
      setBusy(false);
    }
  }
  return {said, busy, send};
}

const ticked = boxes => [...boxes].filter(({checked}) => checked).map(({value}) => value);

function Choices({title, name, all}) {
  return html`<fieldset class="cp-datasets"><legend>${title}</legend>
    ${all.map(({code, title: one}) => html`<label key=${code}><input type="checkbox" name=${name} value=${code} /> ${one}</label>`)}
  </fieldset>`;
}

/** The lead's officer says what is asked for, and when it goes out. */
function Propose({one, all, done}) {
  const {said, busy, send} = useSending(done);
  const [kind, setKind] = useState('REQUEST');
  const asks = kind === 'REQUEST';

  function propose(form) {
    const {platform, from, to, purpose, askAt} = form.elements;
    send(
      form,
      url('campaigns', one.campaign.caseNo, 'questions'),
      {
        kind,
        platform: platform.value,
        datasets: ticked(form.querySelectorAll('[name=dataset]')),
        from: from?.value || null,
        to: to?.value || null,
        measures: ticked(form.querySelectorAll('[name=measure]')),
        legalBases: ticked(form.querySelectorAll('[name=legalBasis]')),
        purpose: purpose.value,
        askAt: askAt.value
      },
      '已提出，报本局部门负责人审批；批准后通知各成员单位。'
    );
  }

  return html`<details class="cp-fill">
    <summary>提出统一协查、处置</summary>
    <form
      aria-label="提出统一协查、处置" aria-busy=${busy ? 'true' : null}
      onSubmit=${event => {
        event.preventDefault();
        propose(event.target);
      }}
      onReset=${() => setKind('REQUEST')}
    >
      <label><span>事项</span><select class="form-control" name="kind" value=${kind} onChange=${event => setKind(event.target.value)}>
        <option value="REQUEST">统一协查</option>
        <option value="DISPOSITION">统一处置</option>
      </select></label>
      <label><span>平台</span><select class="form-control" name="platform">
        ${one.platforms.map(({code, title}) => html`<option value=${code}>${title}</option>`)}
      </select></label>
      ${asks &&
      html`<label><span>数据起始日期</span><input class="form-control" type="date" name="from" /></label>
        <label><span>数据截止日期</span><input class="form-control" type="date" name="to" /></label>`}
      <label><span>统一发出时间</span><input class="form-control" type="datetime-local" name="askAt" required /></label>
      ${
        asks
          ? html`<${Choices} key="data" title="调取的数据" name="dataset" all=${all.datasets} />`
          : html`<${Choices} key="measures" title="处置措施" name="measure" all=${all.measures} />
              <${Choices} key="bases" title="处置依据" name="legalBasis" all=${all.legalBases} />`
      }
      <label><span>${asks ? '调取目的' : '处置理由'}</span><textarea class="form-control" name="purpose" rows="2" required maxlength="1000"></textarea></label>
      <button type="submit" class="btn btn-primary" disabled=${busy}>提出</button>
    </form>
    <${Said} text=${said.text} failed=${said.failed} />
  </details>`;
}

const CHANGES = {
  move: {
    title: '改期',
    hint: '改晚的，各单位已经批准的继续有效；改早的，成员单位的负责人须重新审批。',
    said: '已改期，已通知各成员单位。'
  },
  withdraw: {title: '撤回', hint: '到时间什么都不发出，已经批准的也不发出。', said: '已撤回，已通知各成员单位。'},
  'take-back': {title: '收回本局批准', hint: '退回本局办案人员重新拟办，其他单位不受影响。', said: '已收回批准，退回办案人员重新拟办。'}
};

/** A head changes what was approved, as long as the moment has not come. */
function Change({caseNo, question, what, done}) {
  const {said, busy, send} = useSending(done);
  const {title, hint, said: text} = CHANGES[what];
  return html`<details class="cp-fill">
    <summary>${title}</summary>
    <form
      aria-label=${`${title}：${question.what}`} aria-busy=${busy ? 'true' : null}
      onSubmit=${event => {
        event.preventDefault();
        const {askAt, reason} = event.target.elements;
        send(
          event.target,
          url('campaigns', caseNo, 'questions', question.id, what),
          {askAt: askAt?.value || null, reason: reason.value},
          text
        );
      }}
    >
      <p>${hint}</p>
      ${what === 'move' && html`<label><span>新的发出时间</span><input class="form-control" type="datetime-local" name="askAt" required /></label>`}
      <label><span>理由</span><textarea class="form-control" name="reason" rows="2" required maxlength="1000"></textarea></label>
      <button type="submit" class="btn btn-default" disabled=${busy}>${title}</button>
    </form>
    <${Said} text=${said.text} failed=${said.failed} />
  </details>`;
}

/** In one line how far all of it is. */
function state({bureaus}) {
  const sum = of => bureaus.reduce((all, one) => all + one[of], 0);
  const left = bureaus.filter(({state: now}) => ['DECLINED', 'REFUSED', 'LAPSED', 'WITHDRAWN'].includes(now)).map(({name}) => name);
  return joined(
    [
      `${count(bureaus.length)} 个单位，列入网店 ${count(sum('shops'))} 家，已发出 ${count(sum('asked'))} 家`,
      sum('refused') && `未能发出 ${count(sum('refused'))} 家`,
      left.length > 0 && `未列入的单位：${left.join('、')}`
    ],
    '；'
  );
}

/** A fact with its name, as a pair. */
const pair = fact => [fact.slice(0, fact.indexOf('：')), fact.slice(fact.indexOf('：') + 1)];

function Question({caseNo, question, changed}) {
  const {kindTitle, platformName, what, facts, purpose, askAt, withdrawn, bureaus, own, ownState} = question;
  const asks = question.kind === 'REQUEST';
  return html`<section>
    <h3>${kindTitle}，${platformName}：${what}</h3>
    <${Facts}
      pairs=${[
        ['进展', withdrawn ? '牵头单位已撤回，什么都不发出' : state(question)],
        ['统一发出时间', moment(askAt)],
        ...facts.slice(1).map(pair),
        [asks ? '调取目的' : '处置理由', purpose]
      ]}
    />
    <${Table}
      heads=${['单位', '状态', '列入网店', '已发出', '未能发出']}
      rows=${bureaus.map(one => [one.name, one.stateTitle, count(one.shops), count(one.asked), count(one.refused)])}
    />
    ${own.length > 0 &&
    html`<details><summary>本局列入的网店</summary><${Table}
      heads=${['网店', '本局案件', asks ? '协查请求' : '处置']}
      rows=${own.map(one => [
        one.shopId,
        html`<a href=${casePage(one.ownCase)}>${one.ownCase}</a>`,
        one.requestId || (one.refusal ? `未能发出：${one.refusal}` : ownState)
      ])}
    /></details>`}
    ${[
      question.changeable && 'move',
      question.changeable && 'withdraw',
      question.revocable && 'take-back'
    ]
      .filter(Boolean)
      .map(one => html`<${Change} key=${one} caseNo=${caseNo} question=${question} what=${one} done=${changed} />`)}
  </section>`;
}

export function Together({one, version, changed}) {
  const [all, set] = useState(null);
  const [said, say] = useState({});
  useEffect(() => {
    const gone = new AbortController();
    read(url('campaigns', one.campaign.caseNo, 'questions'), gone.signal).then(set, problem =>
      say({text: problem.message, failed: true})
    );
    return () => gone.abort();
  }, [version]);
  return html`<${Said} text=${said.text} failed=${said.failed} />
    ${all && (all.open || all.questions.length > 0) &&
    html`<h2>统一协查、统一处置</h2>
      ${all.questions.map(question => html`<${Question} key=${question.id} caseNo=${one.campaign.caseNo} question=${question} changed=${changed} />`)}
      ${all.open && html`<${Propose} one=${one} all=${all} done=${changed} />`}`}`;
}
