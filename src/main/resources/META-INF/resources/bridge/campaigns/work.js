// What people of a campaign do with its pool: shops that they put in, the clue that is made of one, and who did what with it.
import {html, useEffect, useRef, useState} from '/bridge/lib/preact.js';
import {post, read, send, url} from '/camunda/app/tasklist/scripts/casefile/api.js';
import {count, moment} from '/camunda/app/tasklist/scripts/casefile/figures.js';
import {Said, Table} from '/camunda/app/tasklist/scripts/casefile/parts.js';
import {Entry} from './entry.js';

/** By hand, from a file, or from what the bureau works on already. */
export function Fill({one, done}) {
  const form = useRef();
  const [said, say] = useState({});
  const [busy, setBusy] = useState(false);
  const [lists, setLists] = useState([]);
  const address = (...what) => url('campaigns', one.campaign.caseNo, ...what);

  /** @param work gives a sentence that says what came of it */
  async function doing(work) {
    setBusy(true);
    say({});
    try {
      say({text: await work()});
    } catch (problem) {
      say({text: problem.message, failed: true});
    } finally {
      setBusy(false);
      done();
    }
  }

  /** One after the other: what is in stays in, and is said also where the next is refused. */
  async function add() {
    const {list, file, own} = form.current.elements;
    let text = '';
    const added = [];
    try {
      if (own.value.trim()) {
        await post(address('cases'), {caseNo: own.value.trim()});
        own.value = '';
        text = '已加入并由本局认领。';
      }
      if (list.value.trim()) {
        added.push(await post(address('subjects'), {list: list.value.trim()}));
        list.value = '';
      }
      for (const some of file.files) {
        added.push(await send(address('subjects', 'file'), some, () => {}));
      }
    } catch (problem) {
      throw new Error(text + came(added) + problem.message);
    }
    if (!text && added.length === 0) {
      throw new Error('请填写网店、选择名单文件，或者填写本局线索、案件的编号。');
    }
    form.current.reset();
    return text + came(added);
  }

  function came(added) {
    if (added.length === 0) {
      return '';
    }
    setLists(added.filter(some => some.added > 0).map(some => some.list));
    const sum = added.reduce((all, some) => all + some.added, 0);
    return `新加入 ${count(sum)} 个检查对象，已在名单中的不重复。`;
  }

  /** All members see these shops then: who puts them in is told before how many they are. */
  async function addFrom({code, title}) {
    const {shops} = await read(address('sources', code));
    const asked = `将“${title}”的 ${count(shops)} 家网店加入名单，所有成员单位都能看到。确认加入吗？`;
    return window.confirm(asked) ? came([await post(address('sources', code), {})]) : '没有加入。';
  }

  async function takeOut() {
    let removed = 0;
    for (const list of lists) {
      removed += (await post(address('lists', list, 'remove'), {})).removed;
      setLists(rest => rest.filter(one => one !== list));
    }
    return `已撤下 ${count(removed)} 个检查对象。`;
  }

  return html`<details class="cp-fill">
    <summary>加入检查对象</summary>
    <form
      ref=${form} aria-label="加入检查对象" aria-busy=${busy ? 'true' : null}
      onSubmit=${event => {
        event.preventDefault();
        doing(add);
      }}
    >
      <label><span>网店，每行一家：平台,网店编号,统一社会信用代码,网店名称,实际经营地（后三项可以不填）</span>
        <textarea class="form-control" name="list" rows="4" placeholder=${one.platforms.map(({title}) => `${title},S1234567`).join('\n')}></textarea></label>
      <label><span>名单文件（CSV，各列同左，或者有列名）</span><input class="form-control" type="file" name="file" accept=".csv,.txt" /></label>
      <label><span>本局线索、案件的编号</span><input class="form-control" name="own" maxlength="50" /></label>
      <button type="submit" class="btn btn-primary" disabled=${busy}>加入</button>
      <p class="cp-sources">
        从本局已有的材料中加入全部网店：${one.sources.map(
          source =>
            html`<button type="button" class="btn btn-default btn-sm" disabled=${busy} onClick=${() => doing(() => addFrom(source))}>${source.title}</button>${' '}`
        )}
      </p>
    </form>
    <${Said} text=${said.text} failed=${said.failed} />
    ${lists.length > 0 &&
    html`<button type="button" class="btn btn-default btn-sm" disabled=${busy} onClick=${() => doing(takeOut)}>加错了，撤下刚才加入的</button>`}
  </details>`;
}

/** What was found not in order, or what is to be looked at. */
function found({checks, checklist}, {results}) {
  const wrong = checks.filter(({code}) => results[code] === 'IRREGULAR');
  return wrong.length
    ? `按检查清单${checklist}检查发现异常：${wrong.map(({title}) => title).join('、')}`
    : `检查事项：${checks.map(({title}) => title).join('、')}`;
}

/** What an officer found, item by item; what he found before is shown, and what he saves now counts. */
export function Check({one, subject, done, close}) {
  const results = elements => ({results: Object.fromEntries(one.checks.map(({code}) => [code, elements[code].value]))});
  const send = content => post(url('campaigns', one.campaign.caseNo, 'subjects', subject.id, 'check'), content);
  const title = `检查结果：${subject.platformName}网店 ${subject.shopId}`;
  return html`<${Entry} label="检查结果" title=${title} read=${results} send=${send} done=${done} close=${close}>
      <p>检查清单${one.checklist}。所有成员单位都能看到结果；“已核查”“发现问题”由此统计。</p>
      ${one.checks.map(
        ({code, title, question}) =>
          html`<label><span>${title}：${question}</span><select class="form-control" name=${code}>
            ${one.results.map(
              result =>
                html`<option value=${result.code} selected=${result.code === (subject.results[code] ?? 'UNCHECKED')}>${result.title}</option>`
            )}
          </select></label>`
      )}
  <//>`;
}

/** What the clue says at first; the officer changes it as he sees fit. @param begun is told when there is one */
export function Begin({one, subject, begun, close}) {
  const shop = `${subject.shopId}${subject.shopName && `（${subject.shopName}）`}`;
  const content = `“${one.campaign.title}”检查对象：${subject.platformName}网店 ${shop}。${found(one, subject)}。`;
  const words = elements => ({cause: elements.cause.value, content: elements.content.value});
  const send = said => post(url('campaigns', one.campaign.caseNo, 'subjects', subject.id, 'clue'), said);
  // Without words the case that the bureau has filed goes on.
  const link = (save, busy) =>
    html`<button type="button" class="btn btn-link" disabled=${busy} onClick=${() => save({})}>本局已经立案，关联原案件</button>`;
  const title = `转为线索：${subject.platformName}网店 ${subject.shopId}`;
  return html`<${Entry} label="转为线索" title=${title} read=${words} send=${send} done=${begun} close=${close} button="登记线索" more=${link}>
      <p>线索由本局办理，核查期限从现在起算。</p>
      <label><span>案由</span><input class="form-control" name="cause" required minlength="2" maxlength="200" /></label>
      <label><span>案源内容</span><textarea class="form-control" name="content" rows="5" required minlength="10" maxlength="2000">${content}</textarea></label>
  <//>`;
}

/** Where it really trades decides who claims it first: whoever says so says why, and all members read it. */
export function Place({one, subject, done, close}) {
  const said = ({place, reason}) => ({place: place.value, reason: reason.value});
  const send = content => post(url('campaigns', one.campaign.caseNo, 'subjects', subject.id, 'place'), content);
  const title = `更正经营地：${subject.platformName}网店 ${subject.shopId}`;
  return html`<${Entry} label="更正经营地" title=${title} read=${said} send=${send} done=${done} close=${close}>
      <p>现在记录的是：${subject.place ? `${subject.place}（依据：${subject.placeBasis}）` : '不明'}。${subject.sameOperator > 0 ? `同一经营者的其他 ${count(subject.sameOperator)} 家网店记录相同或者没有记录的，一并更正。` : ''}所有成员单位都能看到更正和理由。</p>
      <label><span>实际经营地（市、县、区的名称或者六位代码，不能填住所地）</span><input class="form-control" name="place" required minlength="2" maxlength="50" /></label>
      <label><span>更正理由</span><textarea class="form-control" name="reason" rows="3" required minlength="4" maxlength="2000" /></label>
  <//>`;
}

/** Which bureaus claimed it, gave it back or helped, and when. */
export function Deeds({one, subject, close}) {
  const dialog = useRef();
  const [deeds, set] = useState([]);
  const [said, say] = useState({});
  useEffect(() => {
    dialog.current.showModal();
    read(url('campaigns', one.campaign.caseNo, 'subjects', subject.id, 'deeds')).then(set, problem =>
      say({text: problem.message, failed: true})
    );
  }, []);
  return html`<dialog class="cp-dialog" ref=${dialog} aria-label="认领经过" onClose=${close}>
    <h2>认领经过：${subject.platformName}网店 ${subject.shopId}</h2>
    <${Said} text=${said.text} failed=${said.failed} />
    <${Table}
      heads=${['时间', '单位', '经办人', '办理']}
      rows=${deeds.map(({at, bureauName, by, title}) => [moment(at), bureauName, by || '', title])}
    />
    <footer><button type="button" class="btn btn-default" onClick=${() => dialog.current.close()}>关闭</button></footer>
  </dialog>`;
}
