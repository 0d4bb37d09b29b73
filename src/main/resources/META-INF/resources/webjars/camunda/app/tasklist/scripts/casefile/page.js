// The case file as a page of its own: the same as in Tasklist, to be linked to and printed.
import {h, render} from '/bridge/lib/preact.js';
import {CaseFile} from './file.js';
import {guardClosing} from '../drafts/leaving.js';
import {isSignedIn} from '../drafts/session.js';
import {learn, me} from '/bridge/me.js';

const place = document.querySelector('main');
const {case: caseNo} = place.dataset;
if (caseNo) {
  await learn();
  isSignedIn(me().userId);
  guardClosing();
  place.replaceChildren();
  render(h(CaseFile, {find: async () => ({caseNo})}), place);
  const print = document.createElement('button');
  Object.assign(print, {type: 'button', className: 'btn btn-default cf-print', textContent: '打印'});
  print.onclick = () => window.print();
  document.querySelector('header').append(print);
}
// On paper nothing can be unfolded.
addEventListener('beforeprint', () =>
  document.querySelectorAll('.cf details:not(.cf-records)').forEach(part => (part.open = true))
);
