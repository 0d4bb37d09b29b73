// Other cases of one's organisation that have something in common with this one.
import {html, useContext, useEffect, useState} from '/bridge/lib/preact.js';
import {casePage, read, url} from '../casefile/api.js';
import {Folded, None, Section, Table, Tag} from '../casefile/parts.js';
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

const HEADS = ['案件', '共同之处', '案由', '网店', '身份', '状态', '开始'];

function Cases({cases}) {
  const row = one => [
    html`<a class="cf-nowrap" href=${casePage(one.caseNo)} target="_blank" rel="noopener">${one.caseNo}</a>`,
    one.inCommon.map(title => html`<${Tag}>${title}<//>`),
    one.cause,
    one.shop,
    one.roleTitle,
    one.stateTitle,
    html`<span class="cf-nowrap">${day(one.since)}</span>`
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
