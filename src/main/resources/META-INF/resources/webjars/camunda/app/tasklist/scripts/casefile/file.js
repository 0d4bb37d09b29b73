// The file of a case: all that a person may see of it, in the order in which it is read.
import {h, html, render, useEffect, useRef, useState} from '/bridge/lib/preact.js';
import {Milestones, Opinions, Phases, Record, Summary, Waiting} from './about.js';
import {Answers} from './answers.js';
import {useFreshness} from '../after/fresh.js';
import {read, url} from './api.js';
import {CampaignOf} from './campaign.js';
import {Claim} from './claim.js';
import {Clocks} from './clocks.js';
import {Clues} from './clues.js';
import {Course} from './course.js';
import {Dispositions} from './dispositions.js';
import {Dossier} from './dossier.js';
import {Evidence} from './evidence.js';
import {Extraction} from './extraction.js';
import {Findings, Further, Transfers} from './findings.js';
import {Draft, Letters} from './letters.js';
import {Indicators} from './indicators.js';
import {Kept} from './kept.js';
import {Measures} from './measures.js';
import {Orders} from './orders.js';
import {Folded} from './parts.js';
import {Preservations} from './preservations.js';
import {Referrals} from './referrals.js';
import {Upload} from './upload.js';
import {Holds} from '../keeping/holds.js';
import {Follow} from '../desk/follow.js';
import {Looks} from '../desk/looks.js';
import {Related} from '../desk/related.js';
import {Talk} from '../messages/talk.js';

/** The whole file, by the names under which contracts know its parts; what they do not name can never lie open. */
const PARTS = [
  ['SUMMARY', Summary],
  [null, CampaignOf],
  [null, Orders],
  [null, Related],
  ['CLUES', Clues],
  ['TRANSFERS', Transfers],
  [null, Measures],
  [null, Referrals],
  ['CLOCKS', Clocks],
  ['LETTERS', Letters],
  [null, Talk],
  ['ANSWERS', Answers],
  [null, Indicators],
  [null, Preservations],
  [null, Holds],
  ['FINDINGS', Findings],
  ['FURTHER', Further],
  ['DISPOSITIONS', Dispositions],
  ['EVIDENCE', Evidence],
  [null, Upload],
  [null, Extraction],
  [null, Claim],
  [null, Dossier],
  [null, Course],
  [null, Looks],
  ['RECORD', Milestones]
];

/** What lies open otherwise than it stands in the whole file. */
const OPEN = {...Object.fromEntries(PARTS.filter(([name]) => name)), DRAFT: Draft, OPINIONS: Opinions, RECORD: Record};

/** @param open names of what lies open, in their order; nothing: all as in a whole file */
function Parts({file, found, reload, open}) {
  const draw = (part, more) => h(part, {file, found, reload, taskId: found.taskId, ...more});
  if (!open) {
    return html`<${Follow} caseNo=${file.caseNo} />
      <${Phases} file=${file} /><${Waiting} file=${file} reload=${reload} />${PARTS.map(([, part]) => draw(part))}`;
  }
  return html`<${Phases} file=${file} /><${Waiting} file=${file} reload=${reload} />
    ${open.map(name => draw(OPEN[name], {open: true}))}
    <${Folded.Provider} value=${true}>
      ${PARTS.filter(([name]) => !open.includes(name)).map(([name, part]) => draw(OPEN[name] || part))}
    <//>`;
}

/**
 * Shows a case's file, and again whenever something in it was changed.
 *
 * @param find tells which case: {caseNo, subjectId, taskId, claim, file, open}; the file is asked for where it is not there.
 *     Files can be added only where there is a subject to add them to, a claim can be ended only where there is one
 */
export function CaseFile({find}) {
  const [shown, setShown] = useState(null);
  const place = useRef();
  const gone = useRef(new AbortController());

  async function load() {
    try {
      const found = await find(gone.current.signal);
      const file = found.file || (await read(url('cases', found.caseNo), gone.current.signal));
      setShown({found, file});
    } catch (problem) {
      setShown({problem});
    }
  }

  useEffect(() => {
    load();
    return () => gone.current.abort();
  }, []);

  useEffect(() => {
    async function changed(event) {
      const label = event.target.closest('section').getAttribute('aria-label');
      await load();
      // What was pressed is gone: what came of it is where to read on.
      requestAnimationFrame(() => {
        const section = place.current && place.current.querySelector(`section[aria-label='${label}']`);
        if (section) {
          section.tabIndex = -1;
          section.focus();
        }
      });
    }
    place.current.addEventListener('cf-changed', changed);
    return () => place.current && place.current.removeEventListener('cf-changed', changed);
  }, []);

  useFreshness(place, shown && shown.file && shown.file.caseNo, load);

  return html`<div class="cf" ref=${place}>
    ${!shown
      ? html`<p class="cf-loading" role="status">正在读取案卷……</p>`
      : shown.problem
      ? html`<p class="cf-problem" role="alert">${shown.problem.message}</p>
          <button type="button" class="btn btn-default" onClick=${load}>重新读取</button>`
      : html`<${Kept} caseNo=${shown.file.caseNo}>
          <${Parts} file=${shown.file} found=${shown.found} reload=${load} open=${shown.found.open} />
        <//>`}
  </div>`;
}

/** Shows it in that place until nobody looks at it any more. */
export function showCaseFile(node, find, gone) {
  render(h(CaseFile, {find}), node);
  gone.addEventListener('abort', () => render(null, node));
}
