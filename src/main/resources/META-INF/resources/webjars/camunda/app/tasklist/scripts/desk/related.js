// Other cases of one's organisation that have something in common with this one.
import {html, useEffect, useState} from '/bridge/lib/preact.js';
import {read, url} from '../casefile/api.js';
import {moment} from '../casefile/dom.js';
import {Section} from '../casefile/parts.js';

export function Related({file: {caseNo}}) {
  const [cases, setCases] = useState([]);
  useEffect(() => {
    read(url('cases', caseNo, 'related')).then(setCases, () => {});
  }, [caseNo]);
  if (cases.length === 0) {
    return null;
  }
  return html`<${Section} title="关联案件" hint=${`本单位办理的 ${cases.length} 件案件与本案有共同之处`}>
    <div class="cf-scroll" tabindex="0">
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
    </div>
  <//>`;
}
