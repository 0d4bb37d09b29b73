// 认定: a shop and the entries it may belong to, side by side; what each field adds is a bar, and keys decide.
import {html, useEffect, useRef, useState} from '/bridge/lib/preact.js';
import {post, read, url} from '/camunda/app/tasklist/scripts/casefile/api.js';
import {count} from '/camunda/app/tasklist/scripts/casefile/figures.js';
import {Facts, None, Quiet, Said, Table} from '/camunda/app/tasklist/scripts/casefile/parts.js';
import {moment} from '/bridge/time.js';
import {LEVELS} from './levels.js';

const VERDICTS = {YES: ['y', '是同一主体'], NO: ['n', '不是所列主体'], UNCLEAR: ['u', '不能认定']};
const FORMS = {
  BRANCH: '分支机构', JOINT_STOCK: '股份有限公司', LIABILITY_IN_FULL: '有限责任公司', LIABILITY: '有限公司', COMPANY: '公司',
  PARTNERSHIP: '合伙企业', COOPERATIVE: '合作社', BUSINESS: '经营部、商行等', UNSAID: '未写明'
};
/** A bar of full length: a rare name that agrees. */
const WIDEST = 170;

const value = ({field, value: text}) => (field === 'FORM' ? FORMS[text] || text : field === 'DIVISION' ? '' : text);
const signed = tenths => (tenths > 0 ? `+${tenths}` : String(tenths));

/** Every line can be computed again with what stands in it. */
function Bars({candidate}) {
  return html`<table class="rc-bars">
    <caption>
      各项得分之和 <strong>${candidate.score}</strong>：每 10 分表示可能性翻一番。得分＝稀有分＋比较分；稀有分是（总数 ÷ 家数）以 2 为底的对数的 10 倍，
      四舍五入，登记条目数一行取负数。家数是总数中有同一登记内容的条数，越少越说明问题；字号、人员、电话的总数计入未收录的登记主体
    </caption>
    <thead><tr>
      <th scope="col">项目</th><th scope="col">登记内容</th><th scope="col">比较</th>
      ${['家数', '总数', '稀有分', '比较分', '得分'].map(head => html`<th class="rc-number" scope="col">${head}</th>`)}<td></td>
    </tr></thead>
    <tbody>
      ${candidate.contributions.map(
        one => html`<tr data-field=${one.field} data-agreement=${one.agreement}>
          <th scope="row">${one.fieldTitle}</th>
          <td class="rc-value">${value(one)}</td>
          <td>${one.field === 'PRIOR' ? '' : one.agreementTitle}</td>
          <td class="rc-number">${one.having > 0 ? count(one.having) : ''}</td>
          <td class="rc-number">${one.having > 0 ? count(one.among) : ''}</td>
          <td class="rc-number">${one.having > 0 ? signed(one.rarity) : ''}</td>
          <td class="rc-number">${signed(one.weight)}</td>
          <td class="rc-number">${signed(one.tenths)}</td>
          <td class="rc-scale"><span
            class=${one.tenths < 0 ? 'rc-bar rc-against' : 'rc-bar rc-for'}
            style=${`width: ${Math.min(50, (50 * Math.abs(one.tenths)) / WIDEST)}%`}
          ></span></td>
        </tr>`
      )}
    </tbody>
  </table>`;
}

/** Why it has its level, condition by condition. */
function Why({shop: {level, ambiguous, why, validCode, candidates}}) {
  const holder = candidates.find(({uscc}) => uscc === why.registrant);
  const left = holder && `所示代码登记在“${holder.name}”名下而字号不同，该登记主体不参加下列比较。`;
  // Of comparisons made before, what comes next to the likeliest is not kept everywhere; whether it comes too close is.
  const alone = ambiguous ? '有其他相近的（此前的比对没有保留）' : '没有其他相近的';
  const conditions = why.score == null ? [] : [
    [`最相近的登记主体不低于 ${why.strongFrom} 分`, `${why.score} 分`, why.score >= why.strongFrom],
    [`比次相近的登记主体至少高 ${why.margin} 分`, why.ahead == null ? alone : `高 ${why.ahead} 分`, why.ahead == null ? !ambiguous : why.ahead >= why.margin],
    ['名称另有印证', why.bearers.join('；') || '没有', why.bearers.length > 0],
    ['代码有效，代码和名称全称都与登记一致', validCode ? '代码有效' : '没有有效代码', why.whole]
  ];
  return html`<section class="rc-why" aria-label="结论的由来">
    <p><strong>${LEVELS[level]}</strong>　${left}${conditions.length
      ? '前三项都符合为“基本确定”，四项都符合为“代码名称完全一致”，否则“需要认定”。'
      : `没有${holder ? '其他' : ''}登记主体达到 ${why.weakFrom} 分。`}</p>
    ${conditions.length > 0 &&
    html`<${Table} heads=${['条件', '本网店', '是否符合']} rows=${conditions.map(([title, found, met]) => [title, found, met ? '符合' : '不符合'])} />`}
  </section>`;
}

function Decisions({pair, takeBack}) {
  return (
    pair.decisions.length > 0 &&
    html`<ul class="rc-said">
      ${pair.decisions.map(
        one => html`<li>
          ${one.takenBackBy ? html`<s>${one.verdictTitle}</s>` : html`<strong>${one.verdictTitle}</strong>`}${one.uscc ? `（${one.uscc}）` : ''}，${one.ground}${
            one.note ? `：${one.note}` : ''}
          <${Quiet}>　${one.by}${one.head ? '（办案机构负责人）' : ''} ${moment(one.at)}${
            one.takenBackBy ? `；${one.takenBackBy} ${moment(one.takenBackAt)} 撤回：${one.takenBackWhy}` : ''}<//>
        </li>`
      )}
    </ul>`
  );
}

const MOST_NAMED = 10;
const money = amount => `${Number(amount).toLocaleString('zh-CN')} 元`;

/** By which tables the trader's turnover was added up, so that it can be added up again. */
function Turnovers({of}) {
  return (
    of.length > 0 &&
    html`<p>同一联系电话的网店年交易额，按所列各次比对的网店表合计 <strong>${money(of.reduce((sum, {turnover}) => sum + turnover, 0))}</strong>：</p>
      <ul class="rc-said">
        ${of.map(
          one => html`<li>
            <a href=${`/reconciliation#run=${one.reconciliation}`}>${moment(one.startedAt)}</a> 发起的比对，平台${one.platformName || '不明'}，网店
            ${one.shops.slice(0, MOST_NAMED).join('、')}${one.shops.length > MOST_NAMED ? '等' : ''}共 ${count(one.shops.length)} 家：${money(one.turnover)}${
              one.unknown > 0 ? `，其中 ${count(one.unknown)} 家的交易额不明或者可能属于已登记的经营者，没有计入` : ''}
          </li>`
        )}
      </ul>`
  );
}

function Pair({pair, at, choose}) {
  const {shop} = pair;
  const candidate = shop.candidates[at];
  return html`<div class="rc-sides">
      <section class="rc-side" aria-label="网店">
        <h3>网店 ${shop.shopId}</h3>
        <${Facts} pairs=${[
          ['平台', pair.platformName],
          ['亮照名称', shop.licenceName || '未公示'],
          ['亮照代码', shop.licenceCode || '未公示'],
          ['公示地址', shop.address || '未公示'],
          ['经营类目', shop.category || '未提供'],
          ['行政许可', shop.permit || '未提供']
        ]} />
        ${shop.discrepancies.length > 0 && html`<p class="rc-late">${shop.discrepancies.map(({title}) => title).join('；')}</p>`}
        ${shop.sameCode && html`<p>网店 ${shop.sameCode} 公示同一代码，两店的经营者和联系电话都不相同，也没有查到其他关联。</p>`}
        <${Turnovers} of=${shop.turnovers} />
      </section>
      <section class="rc-side" aria-label="登记主体">
        <h3>${shop.candidates.length > 1
          ? shop.candidates.map(
              (one, number) => html`<button type="button" class=${`btn btn-sm ${number === at ? 'btn-primary' : 'btn-default'}`}
                aria-pressed=${number === at ? 'true' : 'false'} onClick=${() => choose(number)}>${number + 1}　登记主体（${one.score} 分）</button> `
            )
          : '登记主体'}</h3>
        ${candidate
          ? html`<${Facts} pairs=${[
              ['名称', candidate.name],
              ['代码', candidate.uscc],
              ['住所', candidate.address],
              ['状态', candidate.status]
            ]} />`
          : html`<${None}>没有相近的登记主体。<//>`}
      </section>
    </div>
    ${candidate && html`<${Bars} candidate=${candidate} />`}
    <${Why} shop=${shop} />`;
}

/** What was decided or was sure, by the shop's number: read again, and taken back. */
function Decided({id, changed}) {
  const shop = useRef();
  const reason = useRef();
  const [pair, set] = useState(null);
  const [at, choose] = useState(0);
  const [said, say] = useState({});
  const fail = problem => say({text: problem.message, failed: true});

  async function find(event) {
    event.preventDefault();
    say({});
    set(null);
    choose(0);
    try {
      const {position} = await read(url('reconciliations', id, 'matches', shop.current.value.trim()));
      set(await read(url('reconciliations', id, 'review', position)));
    } catch (problem) {
      fail(problem);
    }
  }

  async function takeBack() {
    try {
      await post(url('reconciliations', id, 'review', pair.position, 'withdrawal'), {reason: reason.current.value.trim()});
      say({text: `网店 ${pair.shop.shopId} 的认定已撤回，由该认定生成的线索一并撤回；请重新认定。`});
      set(null);
      changed();
    } catch (problem) {
      fail(problem);
    }
  }

  return html`<details class="rc-decided">
    <summary>查看、撤回一家网店的结果</summary>
    <form class="rc-row" onSubmit=${find}>
      <input class="form-control" ref=${shop} aria-label="网店编号" placeholder="网店编号" maxlength="64" />
      <button type="submit" class="btn btn-default">查看</button>
    </form>
    <${Said} text=${said.text} failed=${said.failed} />
    ${pair &&
    html`${pair.earlier && html`<p>沿用上次比对的认定</p>`}
      <${Pair} pair=${pair} at=${at} choose=${choose} />
      <${Decisions} pair=${pair} />
      ${pair.state === 'SETTLED' &&
      html`<div class="rc-row">
        <input class="form-control" ref=${reason} aria-label="撤回理由" placeholder="撤回理由" maxlength="500" />
        <button type="button" class="btn btn-default" onClick=${takeBack}>撤回</button>
      </div>`}`}
  </details>`;
}

export function Review({id, overview, changed, counts}) {
  const [queue, setQueue] = useState(null);
  const [place, setPlace] = useState(0);
  const [at, choose] = useState(0);
  const [verdict, setVerdict] = useState(null);
  const [said, say] = useState({});
  const note = useRef();
  const fail = problem => say({text: problem.message, failed: true});

  const load = () =>
    read(url('reconciliations', id, 'review')).then(
      found => {
        setQueue(found);
        setPlace(0);
        choose(0);
        setVerdict(null);
      },
      problem => (problem.status === 403 ? setQueue([]) : fail(problem))
    );
  useEffect(() => {
    load();
  }, [id]);

  const pair = queue?.[place];
  const move = step => {
    setPlace(Math.max(0, Math.min(queue.length - 1, place + step)));
    choose(0);
    setVerdict(null);
  };

  // The next one is there at once. One whose decision did not arrive comes back behind the others, where nobody who goes on
  // typing meets it by surprise; one that was refused is decided already, or by somebody else.
  async function decide(ground) {
    const entry = pair.shop.candidates[at];
    const decision = {
      verdict,
      uscc: verdict === 'YES' ? entry?.uscc : undefined,
      ground: ground.code,
      note: note.current?.value.trim() || undefined
    };
    const rest = queue.filter(one => one !== pair);
    setQueue(rest);
    setPlace(Math.max(0, Math.min(place, rest.length - 1)));
    choose(0);
    setVerdict(null);
    try {
      await post(url('reconciliations', id, 'review', pair.position), decision);
      say({text: `网店 ${pair.shop.shopId}：${VERDICTS[verdict][1]}，${ground.title}。`});
    } catch (problem) {
      fail(problem);
      if (!(problem.status >= 400 && problem.status < 500) || [401, 408, 429].includes(problem.status)) {
        setQueue(now => [...now, pair]);
        return;
      }
    }
    changed();
    if (rest.length === 0) {
      await load();
    }
  }

  // The newest at once: who types fast presses the next key before the browser has drawn.
  const press = useRef();
  press.current = event => {
    if (!pair || event.ctrlKey || event.altKey || event.metaKey || event.target.closest('input, textarea, select')) {
      return;
    }
    const key = event.key.toLowerCase();
    const chosen = Object.keys(VERDICTS).find(one => VERDICTS[one][0] === key);
    const number = Number(key);
    if (chosen) {
      setVerdict(chosen);
    } else if (key === 'escape') {
      setVerdict(null);
    } else if (key === 'j' || key === 'k') {
      move(key === 'j' ? 1 : -1);
    } else if (verdict && overview.grounds[verdict][number - 1]) {
      decide(overview.grounds[verdict][number - 1]);
    } else if (!verdict && pair.shop.candidates[number - 1]) {
      choose(number - 1);
    } else {
      return;
    }
    event.preventDefault();
  };
  useEffect(() => {
    const pressed = event => press.current(event);
    addEventListener('keydown', pressed);
    return () => removeEventListener('keydown', pressed);
  }, []);

  if (!queue) {
    return html`<p>${said.text || '正在读取……'}</p>`;
  }
  return html`<p class="rc-sum" role="status">${
      `您可以认定 ${count(counts.forMe)} 家；尚待认定共 ${count(counts.open)} 家，待办案机构负责人决定 ${count(counts.head)} 家，已认定 ${count(counts.settled)} 家`}</p>
    <${Said} text=${said.text} failed=${said.failed} />
    ${!pair && html`<${None}>没有等您认定的网店。<//>`}
    ${pair &&
    html`<div class="rc-keys">
        <button type="button" class="btn btn-default" onClick=${() => move(-1)}><kbd>K</kbd> 上一家</button>
        <button type="button" class="btn btn-default" onClick=${() => move(1)}><kbd>J</kbd> 下一家</button>
        ${Object.entries(VERDICTS).map(
          ([key, [letter, title]]) => html`<button type="button" class=${`btn ${verdict === key ? 'btn-primary' : 'btn-default'}`}
            aria-pressed=${verdict === key ? 'true' : 'false'} onClick=${() => setVerdict(key)}><kbd>${letter.toUpperCase()}</kbd> ${title}</button>`
        )}
        <${Quiet}>${pair.shop.candidates.length > 1 ? '数字键选择登记主体；' : ''}最能说明问题的排在前面${pair.state === 'HEAD' ? '；两人意见不一致，由您决定' : ''}<//>
      </div>
      ${verdict &&
      html`<div class="rc-grounds" role="group" aria-label="理由">
        <strong>${VERDICTS[verdict][1]}，因为</strong>
        ${overview.grounds[verdict].map(
          (ground, number) => html`<button type="button" class="btn btn-default" onClick=${() => decide(ground)}>
            <kbd>${number + 1}</kbd> ${ground.title}</button>`
        )}
        <input class="form-control" ref=${note} aria-label="补充说明（可以不填）" placeholder="补充说明（可以不填）" maxlength="500" />
      </div>`}
      <${Decisions} pair=${pair} />
      <${Pair} pair=${pair} at=${at} choose=${choose} />`}
    <${Decided} id=${id} changed=${() => {
      changed();
      load();
    }} />`;
}
