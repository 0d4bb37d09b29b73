// The file of a case: all that a person may see of it, in the order in which it is read.
import {read, url} from './api.js';
import {el} from './dom.js';
import {
  clocks,
  datasets,
  dispositions,
  evidence,
  findings,
  further,
  letters,
  milestones,
  phases,
  summary,
  transfers
} from './sections.js';
import {claimSection} from './claim.js';
import {clues} from './clues.js';
import {preservations} from './preservations.js';
import {upload} from './upload.js';
import {follow} from '../desk/follow.js';

function draw(node, file, {subjectId, taskId, claim}, reload) {
  node.replaceChildren(
    el(
      'div.cf',
      {},
      follow(file.caseNo),
      phases(file),
      summary(file),
      clues(file),
      transfers(file),
      clocks(file),
      letters(file),
      datasets(file),
      preservations(file),
      findings(file),
      further(file),
      dispositions(file),
      evidence(file),
      subjectId && file.upload.allowed ? upload(file, subjectId, reload) : null,
      claim ? claimSection(taskId, claim) : null,
      milestones(file)
    )
  );
}

/** Says in that place what went wrong, and offers to try again. */
export function fail(node, problem, retry) {
  node.replaceChildren(
    el(
      'div.cf',
      {},
      el('p.cf-problem', {role: 'alert'}, problem.message),
      el('button.btn.btn-default', {type: 'button', onclick: retry}, '重新读取')
    )
  );
}

/**
 * Shows a case's file in that place, and again whenever something in it was changed.
 *
 * @param find tells which case: {caseNo, subjectId, taskId, claim}; files can be added only where there is a subject to add
 *     them to, a claim can be ended only where there is one
 * @param gone aborted when nobody looks at it any more
 */
export function showCaseFile(node, find, gone) {
  async function load() {
    try {
      const found = await find();
      draw(node, await read(url('cases', found.caseNo), gone), found, load);
    } catch (problem) {
      fail(node, problem, load);
    }
  }

  node.addEventListener('cf-changed', async event => {
    const changed = event.target.closest('section').getAttribute('aria-label');
    await load();
    // What was pressed is gone: what came of it is where to read on.
    const section = node.querySelector(`section[aria-label='${changed}']`);
    if (section) {
      section.tabIndex = -1;
      section.focus();
    }
  });
  node.replaceChildren(el('div.cf', {}, el('p.cf-loading', {role: 'status'}, '正在读取案卷……')));
  load();
}
