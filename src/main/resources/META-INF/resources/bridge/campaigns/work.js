// What an officer writes in a campaign: shops for the pool, and the clue that is made of one.
import {html, useEffect, useRef, useState} from '/bridge/lib/preact.js';
import {post, url} from '/camunda/app/tasklist/scripts/casefile/api.js';
import {count} from '/camunda/app/tasklist/scripts/casefile/figures.js';
import {Said} from '/camunda/app/tasklist/scripts/casefile/parts.js';

/** What table programs save is UTF-8, or the encoding of China's offices. */
async function textOf(file) {
  const bytes = await file.arrayBuffer();
  try {
    return new TextDecoder('utf-8', {fatal: true}).decode(bytes);
  } catch {
    return new TextDecoder('gb18030').decode(bytes);
  }
}

/** By hand, from a file, or from what the bureau works on already. */
export function Fill({one, done}) {
  const form = useRef();
  const [said, say] = useState({});
  const [busy, setBusy] = useState(false);
  const address = what => url('campaigns', one.campaign.caseNo, what);

  /** @return what came of it, as a sentence; nothing where nothing was filled in */
  async function add({list, file, own}) {
    let text = '';
    if (own.value.trim()) {
      await post(address('cases'), {caseNo: own.value.trim()});
      own.value = '';
      text = '已加入并由本局认领。';
    }
    const rows = (await Promise.all([list.value, ...[...file.files].map(textOf)])).map(some => some.trim()).filter(Boolean);
    if (rows.length > 0) {
      // Each has its own headings, and is refused for itself.
      let added = 0;
      for (const some of rows) {
        added += (await post(address('subjects'), {list: some})).added;
      }
      text += `新加入 ${count(added)} 个检查对象，已在名单中的不重复。`;
    }
    return text;
  }

  async function submit(event) {
    event.preventDefault();
    if (busy) {
      return;
    }
    setBusy(true);
    say({});
    try {
      const text = await add(form.current.elements);
      if (text) {
        form.current.reset();
      }
      say(text ? {text} : {text: '请填写网店、选择名单文件，或者填写本局线索、案件的编号。', failed: true});
    } catch (problem) {
      say({text: problem.message, failed: true});
    } finally {
      setBusy(false);
      done();
    }
  }

  return html`<details class="cp-fill">
    <summary>加入检查对象</summary>
    <form ref=${form} onSubmit=${submit} aria-label="加入检查对象" aria-busy=${busy ? 'true' : null}>
      <label><span>网店，每行一家：平台,网店编号,统一社会信用代码,网店名称（后两项可以不填）</span>
        <textarea class="form-control" name="list" rows="4" placeholder=${one.platforms.map(({title}) => `${title},S1234567`).join('\n')}></textarea></label>
      <label><span>名单文件（CSV，各列同左）</span><input class="form-control" type="file" name="file" accept=".csv,.txt" /></label>
      <label><span>本局线索、案件的编号</span><input class="form-control" name="own" maxlength="50" /></label>
      <button type="submit" class="btn btn-primary" disabled=${busy}>加入</button>
    </form>
    <${Said} text=${said.text} failed=${said.failed} />
  </details>`;
}

/** What the clue says at first; the officer changes it as he sees fit. @param send tells whether it was taken */
export function Begin({one, subject, send, close}) {
  const dialog = useRef();
  const form = useRef();
  const [busy, setBusy] = useState(false);
  const content = `“${one.campaign.title}”检查对象：${subject.platformName}网店 ${subject.shopId}${subject.shopName && `（${subject.shopName}）`}。检查事项：${one.checks.join('、')}。`;
  useEffect(() => dialog.current.showModal(), []);

  async function submit(event) {
    event.preventDefault();
    const {cause, content: words} = form.current.elements;
    setBusy(true);
    await send({cause: cause.value, content: words.value});
    dialog.current.close();
  }

  return html`<dialog class="cp-begin" ref=${dialog} aria-label="转为线索" onClose=${close}>
    <form ref=${form} onSubmit=${submit}>
      <h2>转为线索：${subject.platformName}网店 ${subject.shopId}</h2>
      <p>线索由本局办理，核查期限从现在起算。本局已就这家网店立案的，关联原案件，不另行登记。</p>
      <label><span>案由</span><input class="form-control" name="cause" required minlength="2" maxlength="200" /></label>
      <label><span>案源内容</span><textarea class="form-control" name="content" rows="5" required minlength="10" maxlength="2000">${content}</textarea></label>
      <footer>
        <button type="button" class="btn btn-default" onClick=${() => dialog.current.close()}>取消</button>
        <button type="submit" class="btn btn-primary" disabled=${busy}>登记线索</button>
      </footer>
    </form>
  </dialog>`;
}
