// 会商: minutes of the members' meetings, and what the own bureau owes by them. Minutes stay; what is wrong is put right by further ones.
import {html, useEffect, useState} from '/bridge/lib/preact.js';
import {post, read, url} from '/camunda/app/tasklist/scripts/casefile/api.js';
import {moment} from '/camunda/app/tasklist/scripts/casefile/figures.js';
import {Facts, joined, None, Quiet, Said, Table, Tag} from '/camunda/app/tasklist/scripts/casefile/parts.js';
import {Entry} from './entry.js';

const LINES = 3;
const empty = () => ({what: '', bureau: '', due: ''});
const today = () => new Date(Date.now() + 8 * 3600_000).toISOString().slice(0, 10);

/** @param before the minutes that are corrected; none for a new meeting */
function Note({caseNo, bureaus, before, done, close}) {
  // Sent again after an answer that did not come, it is the same.
  const [id] = useState(() => crypto.randomUUID());
  const [heldOn, setHeldOn] = useState(before?.heldOn ?? today());
  const [there, setThere] = useState(() => (before?.bureaus ?? bureaus).map(({code}) => code));
  // Who has left since stands in what is corrected.
  const offered = [
    ...new Map([...bureaus, ...(before?.bureaus ?? []), ...(before?.decisions ?? []).map(one => ({code: one.bureau, name: one.bureauName}))].map(one => [one.code, one])).values()
  ];
  const [lines, setLines] = useState(() => before?.decisions.map(({what, bureau, due}) => ({what, bureau, due})) ?? Array.from({length: LINES}, empty));
  const change = (at, name) => ({target}) => setLines(all => all.map((line, i) => (i === at ? {...line, [name]: target.value} : line)));

  const minutes = elements => ({
    id,
    heldOn: heldOn || null,
    bureaus: offered.map(({code}) => code).filter(code => there.includes(code)),
    agenda: elements.agenda.value,
    decisions: lines.filter(({what, bureau, due}) => what.trim() || bureau || due).map(({what, bureau, due}) => ({what, bureau, due: due || null})),
    corrects: before?.id ?? null
  });

  return html`<${Entry}
      label=${before ? '更正会商记录' : '记录会商'} kind="cp-minutes" read=${minutes} send=${content => post(url('campaigns', caseNo, 'meetings'), content)}
      done=${done} close=${close}
    >
      <p>所有成员单位都能看到。保存后不能改动，写错的以更正记录改正，原记录保留。</p>
      <label><span>会商日期</span><input class="form-control" type="date" name="heldOn" max=${today()} value=${heldOn} onInput=${({target}) => setHeldOn(target.value)} /></label>
      <fieldset><legend>参加单位</legend>
        ${offered.map(
          ({code, name}) =>
            html`<label><input
              type="checkbox" name="bureaus" value=${code} checked=${there.includes(code)}
              onChange=${({target}) => setThere(now => (target.checked ? [...now, code] : now.filter(one => one !== code)))}
            /> ${name}</label>`
        )}
      </fieldset>
      <label><span>议题</span><textarea class="form-control" name="agenda" rows="3" maxlength="2000">${before?.agenda ?? ''}</textarea></label>
      <fieldset><legend>议定事项</legend>
        ${before?.decisions.some(({doneAt}) => doneAt) && html`<p>已完成的事项，内容、责任单位和完成日期都没有改动的，完成情况保留。</p>`}
        ${lines.map(
          (line, at) => html`<div class="cp-decision">
            <input class="form-control" aria-label=${`第 ${at + 1} 项议定事项`} placeholder="议定事项" maxlength="2000" value=${line.what} onInput=${change(at, 'what')} />
            <select class="form-control" aria-label=${`第 ${at + 1} 项责任单位`} value=${line.bureau} onChange=${change(at, 'bureau')}>
              <option value="">责任单位</option>
              ${offered.map(({code, name}) => html`<option value=${code} selected=${code === line.bureau}>${name}</option>`)}
            </select>
            <input class="form-control" type="date" aria-label=${`第 ${at + 1} 项完成日期`} value=${line.due} onInput=${change(at, 'due')} />
          </div>`
        )}
        <button type="button" class="btn btn-default btn-sm" onClick=${() => setLines(all => [...all, empty()])}>增加一项</button>
      </fieldset>
  <//>`;
}

function Finish({caseNo, meeting, decision, done, close}) {
  const send = content => post(url('campaigns', caseNo, 'meetings', meeting.id, 'decisions', decision.place, 'done'), content);
  return html`<${Entry} label="完成情况" read=${({note}) => ({note: note.value})} send=${send} done=${done} close=${close}>
      <p>${decision.what}</p>
      <label><span>完成情况</span><textarea class="form-control" name="note" rows="3" maxlength="2000"></textarea></label>
  <//>`;
}

const late = ({due, doneAt, gone}) => !doneAt && !gone && due < today();

/** @param finish is told which is to be finished; absent for who only looks on */
function Decisions({meeting, finish}) {
  const open = decision => decision.ours && !decision.doneAt && !meeting.corrected && finish;
  return html`<${Table}
    heads=${['序号', '议定事项', '责任单位', '完成日期', '完成情况']}
    rows=${meeting.decisions.map(decision => [
      decision.place,
      decision.what,
      decision.ours ? '本局' : decision.bureauName,
      html`${decision.due}${late(decision) && !meeting.corrected && html` <${Tag} kind="late">已过期<//>`}`,
      decision.doneAt
        ? joined([moment(decision.doneAt), decision.doneNote])
        : open(decision)
          ? html`<button type="button" class="btn btn-default btn-sm" aria-label=${`填写完成情况：${decision.what}`} onClick=${() => finish({meeting, decision})}>填写</button>`
          : decision.gone
            ? html`<${Quiet}>责任单位已退出<//>`
            : ''
    ])}
  />`;
}

/** What the own bureau has still to do; nothing where it owes nothing. */
export function Owed({caseNo, lead}) {
  const [all, set] = useState(null);
  const [said, say] = useState({});
  useEffect(() => {
    const gone = new AbortController();
    read(url('campaigns', caseNo, 'meetings'), gone.signal).then(set, problem => say({text: problem.message, failed: true}));
    return () => gone.abort();
  }, [caseNo]);
  const owed = (all?.meetings ?? [])
    .filter(({corrected}) => !corrected)
    .flatMap(({heldOn, decisions}) => decisions.filter(({ours, doneAt}) => ours && !doneAt).map(one => ({...one, heldOn})));
  if (said.text) return html`<h2>会商议定由本局办理的事项</h2><${Said} text=${said.text} failed=${said.failed} />`;
  return owed.length > 0 && html`<h2>会商议定由本局办理的事项</h2>
    <${Table}
      kind="cp-owed"
      heads=${['完成日期', '议定事项', '会商']}
      rows=${owed
        .sort((one, other) => one.due.localeCompare(other.due))
        .map(one => [
          html`${one.due}${late(one) && html` <${Tag} kind="late">已过期<//>`}`,
          one.what,
          html`<a href=${lead({case: caseNo, view: 'meetings'})}>${one.heldOn}</a>`
        ])}
    />`;
}

/** @param open whether minutes can be added @param works whether the person may */
export function Meetings({one, open, works}) {
  const {caseNo} = one.campaign;
  const [all, set] = useState(null);
  const [version, next] = useState(0);
  const [said, say] = useState({});
  const [noted, note] = useState(null);
  const [finished, finish] = useState(null);
  useEffect(() => {
    const gone = new AbortController();
    read(url('campaigns', caseNo, 'meetings'), gone.signal).then(set, problem => say({text: problem.message, failed: true}));
    return () => gone.abort();
  }, [caseNo, version]);
  const changed = () => next(now => now + 1);
  return html`<h2>会商记录</h2>
    <${Said} text=${said.text} failed=${said.failed} />
    ${open && works && all && html`<p><button type="button" class="btn btn-primary" onClick=${() => note({})}>记录会商</button></p>`}
    ${all?.meetings.length === 0 && html`<${None}>还没有会商记录。<//>`}
    ${all?.meetings.map(
      meeting => html`<section key=${meeting.id} class=${meeting.corrected ? 'cp-corrected' : ''} aria-label=${`${meeting.heldOn} 会商`}>
        <h3>${meeting.heldOn} 会商　${meeting.corrected && html`<${Tag}>已更正<//>`}${meeting.corrects && html`<${Tag}>更正记录<//>`}</h3>
        <${Facts}
          pairs=${[
            ['参加单位', meeting.bureaus.map(({name}) => name).join('、')],
            ['议题', meeting.agenda],
            ['记录', joined([meeting.ours ? '本局' : meeting.bureauName, meeting.notedBy, moment(meeting.notedAt)])]
          ]}
        />
        ${meeting.decisions.length > 0
          ? html`<${Decisions} meeting=${meeting} finish=${works && finish} />`
          : html`<p><${Quiet}>没有议定事项。<//></p>`}
        ${meeting.ours && works && !meeting.corrected && (open || meeting.decisions.some(({doneAt, gone}) => !doneAt && !gone)) &&
        html`<p><button type="button" class="btn btn-default btn-sm" aria-label=${`更正 ${meeting.heldOn} 会商`} onClick=${() => note({before: meeting})}>更正</button></p>`}
      </section>`
    )}
    ${noted && html`<${Note} caseNo=${caseNo} bureaus=${all.bureaus} before=${noted.before} done=${changed} close=${() => note(null)} />`}
    ${finished && html`<${Finish} caseNo=${caseNo} ...${finished} done=${changed} close=${() => finish(null)} />`}`;
}
