// Other cases of one's organisation that have something in common with this one.
import {html, useContext, useEffect, useState} from '/bridge/lib/preact.js';
import {casePage, read, url} from '../casefile/api.js';
import {Folded, joined, None, Section, Table, Tag} from '../casefile/parts.js';
import {day} from '../../../../../bridge/time.js';

function useRelated(caseNo, wanted) {
  const [cases, setCases] = useState([]);
  useEffect(() => {
    if (wanted) {
      read(url('cases', caseNo, 'related')).then(setCases, () => {});
    }
  }, [caseNo, wanted]);
  return cases;
}

const HEADS = ['案件', '共同之处', '案由和网店', '本单位的办理'];

function Cases({cases}) {
  const row = one => [
    html`<span class="cf-nowrap"
      ><a href=${casePage(one.caseNo)} target="_blank" rel="noopener">${one.caseNo}</a><br /><span class="cf-quiet">${day(one.since)}</span></span
    >`,
    html`<span class="cf-nowrap">${one.inCommon.map(title => html`<${Tag}>${title}<//><br />`)}</span>`,
    joined([one.cause, one.shop], ' · '),
    joined([one.roleTitle, one.stateTitle], ' · ')
  ];
  return html`<${Table} heads=${HEADS} rows=${cases.map(row)} />`;
}

/** Asked for where somebody unfolds it. */
function Asked({caseNo}) {
  const cases = useRelated(caseNo, true);
  return cases.length ? html`<${Cases} cases=${cases} />` : html`<${None}>没有。<//>`;
}

export function Related({file: {caseNo}}) {
  const folded = useContext(Folded);
  const cases = useRelated(caseNo, !folded);
  if (folded) {
    return html`<${Section} title="关联案件"><${Asked} caseNo=${caseNo} /><//>`;
  }
  return (
    cases.length > 0 &&
    html`<${Section} title="关联案件" hint=${`本单位办理的 ${cases.length} 件案件与本案有共同之处`}>
      <${Cases} cases=${cases} />
    <//>`
  );
}
