// 统一协查: what all members ask a platform at one moment, each for its own subjects and in its own cases.
import {html, useEffect, useState} from '/bridge/lib/preact.js';
import {casePage, post, read, url} from '/camunda/app/tasklist/scripts/casefile/api.js';
import {count, moment} from '/camunda/app/tasklist/scripts/casefile/figures.js';
import {Facts, joined, Said, Table} from '/camunda/app/tasklist/scripts/casefile/parts.js';

/** The lead's officer says what is asked, and when it goes out. */
function Propose({one, datasets, done}) {
  const [said, say] = useState({});
  const [busy, setBusy] = useState(false);

  async function propose(form) {
    const {platform, dataset, from, to, purpose, askAt} = form.elements;
    setBusy(true);
    say({});
    try {
      await post(url('campaigns', one.campaign.caseNo, 'questions'), {
        platform: platform.value,
        datasets: [...dataset].filter(({checked}) => checked).map(({value}) => value),
        from: from.value || null,
        to: to.value || null,
        purpose: purpose.value,
        askAt: askAt.value
      });
      form.reset();
      say({text: '已提出，报本局部门负责人审批；批准后通知各成员单位。'});
      done();
    } catch (problem) {
      say({text: problem.message, failed: true});
    } finally {
      setBusy(false);
    }
  }

  return html`<details class="cp-fill">
    <summary>提出统一协查</summary>
    <form
      aria-label="提出统一协查" aria-busy=${busy ? 'true' : null}
      onSubmit=${event => {
        event.preventDefault();
        propose(event.target);
      }}
    >
      <label><span>平台</span><select class="form-control" name="platform">
        ${one.platforms.map(({code, title}) => html`<option value=${code}>${title}</option>`)}
      </select></label>
      <label><span>数据起始日期</span><input class="form-control" type="date" name="from" /></label>
      <label><span>数据截止日期</span><input class="form-control" type="date" name="to" /></label>
      <label><span>统一发出时间</span><input class="form-control" type="datetime-local" name="askAt" required /></label>
      <fieldset class="cp-datasets"><legend>调取的数据</legend>
        ${datasets.map(({code, title}) => html`<label><input type="checkbox" name="dataset" value=${code} /> ${title}</label>`)}
      </fieldset>
      <label><span>调取目的</span><textarea class="form-control" name="purpose" rows="2" required maxlength="1000"></textarea></label>
      <button type="submit" class="btn btn-primary" disabled=${busy}>提出</button>
    </form>
    <${Said} text=${said.text} failed=${said.failed} />
  </details>`;
}

/** In one line how far all of it is. */
function state({bureaus}) {
  const sum = of => bureaus.reduce((all, one) => all + one[of], 0);
  const left = bureaus.filter(({state: now}) => ['DECLINED', 'REFUSED', 'LAPSED'].includes(now)).map(({name}) => name);
  return joined(
    [
      `${count(bureaus.length)} 个单位，列入网店 ${count(sum('shops'))} 家，已发出 ${count(sum('asked'))} 家`,
      sum('refused') && `未能发出 ${count(sum('refused'))} 家`,
      left.length > 0 && `未列入的单位：${left.join('、')}`
    ],
    '；'
  );
}

function Question({question}) {
  const {platformName, datasets, period, purpose, askAt, bureaus, own, ownState} = question;
  return html`<section>
    <h3>${platformName}：${datasets.join('、')}</h3>
    <${Facts}
      pairs=${[
        ['进展', state(question)],
        ['统一发出时间', moment(askAt)],
        ['数据期间', period],
        ['调取目的', purpose]
      ]}
    />
    <${Table}
      heads=${['单位', '状态', '列入网店', '已发出', '未能发出']}
      rows=${bureaus.map(one => [one.name, one.stateTitle, count(one.shops), count(one.asked), count(one.refused)])}
    />
    ${own.length > 0 &&
    html`<details><summary>本局列入的网店</summary><${Table}
      heads=${['网店', '本局案件', '协查请求']}
      rows=${own.map(one => [
        one.shopId,
        html`<a href=${casePage(one.ownCase)}>${one.ownCase}</a>`,
        one.requestId || (one.refusal ? `未能发出：${one.refusal}` : ownState)
      ])}
    /></details>`}
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
    html`<h2>统一协查</h2>
      ${all.questions.map(question => html`<${Question} key=${question.id} question=${question} />`)}
      ${all.open && html`<${Propose} one=${one} datasets=${all.datasets} done=${changed} />`}`}`;
}
