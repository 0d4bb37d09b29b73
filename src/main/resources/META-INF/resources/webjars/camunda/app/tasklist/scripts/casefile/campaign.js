// 联合行动 in its own case: how far it is, and where its pool is. Who has not joined is told nothing of it, and sees nothing here.
import {html, useEffect, useState} from '/bridge/lib/preact.js';
import {read, url} from './api.js';
import {count} from './figures.js';
import {Facts, None, Section} from './parts.js';

function Campaign({caseNo}) {
  const [one, set] = useState(null);
  useEffect(() => {
    const gone = new AbortController();
    read(url('campaigns', caseNo), gone.signal).then(set, () => set({}));
    return () => gone.abort();
  }, [caseNo]);
  if (!one?.campaign) {
    return html`<${None}>${one ? '本单位没有参加，看不到检查对象和进展。' : '正在读取……'}<//>`;
  }
  return html`<${Facts}
      pairs=${[
        ['部署单位', one.campaign.orderedBy],
        ['牵头单位', one.campaign.lead],
        ['时间', `${one.campaign.from} 至 ${one.campaign.to}`],
        ['成员单位', one.members.map(({name, stateTitle}) => `${name}（${stateTitle}）`).join('、')],
        ['检查事项', one.checks.map(({title}) => title).join('、')],
        ['检查对象', `${count(one.subjects)} 个，已认领 ${count(one.claimed)} 个`],
        ['进展', one.stages.map(({code, title}) => `${title} ${count(one.totals[code])}`).join('，')]
      ]}
    />
    <p><a href=${`/campaigns#case=${caseNo}`} target="_blank" rel="noopener">检查对象的认领和进展</a></p>`;
}

export function CampaignOf({file: {caseNo, role}}) {
  return role.startsWith('CAMPAIGN_') && html`<${Section} title="联合行动"><${Campaign} caseNo=${caseNo} /><//>`;
}
