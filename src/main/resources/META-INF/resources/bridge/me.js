// Who is signed in, and what of the engine is shown to him. What is hidden here the server refuses: this only spares the look.
import {read, url} from '../camunda/app/tasklist/scripts/casefile/api.js';

const NOBODY = {userId: null, roles: [], organisations: [], starts: []};

/** Those who keep the engine see its inside, too. */
const ENGINE = ['modeler', 'operator', 'securityAdmin', 'auditor', 'camunda-admin'];
/** Officers see their cases, supervisors deadlines: neither needs diagrams beside a form, a
 * description that no model has, jobs, or variables. */
const INNER =
  /^(tasklist\.task\.detail task-detail-(diagram|history|description)|cockpit\.process(Instance|Definition)\.runtime\.tab (variables|jobs|user-tasks|external-tasks|job-definition)\b.*)/;
/** What changes running instances, where it is not a retry. */
const CHANGES = ['camunda-admin'];
const RETRIES = ['operator', ...CHANGES];
/** Cockpit's buttons; those at a diagram only show more of it, and a resource is only fetched. */
const CHANGING = /^cockpit\.(?!.*\b(diagram|resource)\b).*\.action$/;
const RETRY = /retry/;

let person = NOBODY;
let asked = 0;
let latest;

const isOne = roles => person.roles.some(role => roles.includes(role));

/** Asks the bridge again: somebody has signed in or out. Of two answers that cross, the one to the later question counts, for both. */
export function learn() {
  latest = ask();
  return latest;
}

async function ask() {
  const question = ++asked;
  const answer = await read(url('me')).catch(() => NOBODY);
  if (question !== asked) {
    await latest;
    return;
  }
  person = answer;
  const {dataset} = document.documentElement;
  dataset.roles = person.roles.join(' ');
  dataset.starts = person.starts.join(' ');
  // For style sheets: what stands in no view of its own.
  dataset.sees = Object.entries({engine: ENGINE, retries: RETRIES, changes: CHANGES})
    .filter(([, roles]) => isOne(roles))
    .map(([what]) => what)
    .join(' ');
}

export function me() {
  return person;
}

/** Whether a view of Camunda's that stands at that place is for this person. */
export function sees(place, {id = ''}) {
  if (INNER.test(`${place} ${id}`)) {
    return isOne(ENGINE);
  }
  if (CHANGING.test(place)) {
    return isOne(RETRY.test(id) ? RETRIES : CHANGES);
  }
  return true;
}
