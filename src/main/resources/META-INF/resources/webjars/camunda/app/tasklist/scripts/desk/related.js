// Other cases of one's organisation that have something in common with this one.
import {html, useContext, useEffect, useState} from '/bridge/lib/preact.js';
import {read, url} from '../casefile/api.js';
import {moment} from '../casefile/dom.js';
import {Folded, None, Section} from '../casefile/parts.js';

function useRelated(caseNo, wanted) {
  const [cases, setCases] = useState([]);
  useEffect(() => {
    if (wanted) {
      read(url('cases', caseNo, 'related')).then(setCases, () => {});
    }
  }, [caseNo, wanted]);
  return cases;
}

function Table({cases}) {
  return html`<div class="cf-scroll" tabindex="0">
      <table class="cf-table">
        <thead>
          <tr>
            ${['案件', '共同之处', '案由', '网店', '身份', '状态', '开始'].map(title => html`<th scope="col">${title}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${cases.map(
            one => html`<tr>
              <td class="cf-nowrap">
                <a href=${url('cases', one.caseNo).replace('/api/', '/')} target="_blank" rel="noopener"
                  >${one.caseNo}</a
                >
              </td>
              <td>${one.inCommon.map(title => html`<span class="cf-tag">${title}</span>`)}</td>
              <td>${one.cause}</td>
              <td>${one.shop}</td>
              <td>${one.roleTitle}</td>
              <td>${one.stateTitle}</td>
              <td class="cf-nowrap">${moment(one.since).slice(0, 10)}</td>
            </tr>`
          )}
        </tbody>
      </table>
    </div>`;
}

/** Asked for where somebody unfolds it. */
function Asked({caseNo}) {
  const cases = useRelated(caseNo, true);
  return cases.length ? html`<${Table} cases=${cases} />` : html`<${None}>没有。<//>`;
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
      <${Table} cases=${cases} />
    <//>`
  );
}
