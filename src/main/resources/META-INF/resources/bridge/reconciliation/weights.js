// 比对权重: what the bureau's decisions teach, version by version; an officer proposes, another unit head puts it into force.
import {html, useEffect, useState} from '/bridge/lib/preact.js';
import {post, read, url} from '/camunda/app/tasklist/scripts/casefile/api.js';
import {count} from '/camunda/app/tasklist/scripts/casefile/figures.js';
import {Facts, None, Quiet, Said, Table} from '/camunda/app/tasklist/scripts/casefile/parts.js';
import {me} from '/bridge/me.js';
import {moment} from '/bridge/time.js';
import {LEVELS} from './levels.js';

const is = role => me().roles.includes(role);
const signed = tenths => (tenths > 0 ? `+${tenths}` : String(tenths));
const share = (part, all) => (all > 0 ? `${((100 * part) / all).toFixed(1)} %` : '—');

const Judged = ({found, wrong, missed}) =>
  html`确定且相符 ${count(found)} 家，确定但不符 ${count(wrong)} 家，应确定而未确定 ${count(missed)} 家；确定的准确率 ${share(found, found + wrong)}，F1 ${
    share(2 * found, 2 * found + wrong + missed)}`;

function Version({version: {version, weights, compared, effect, proposedBy, proposedAt, sha256}}) {
  const moves = Object.entries(effect.moves).map(([move, shops]) => `${move.split(' ').map(level => LEVELS[level]).join(' → ')} ${count(shops)} 家`);
  return html`<${Facts} pairs=${[
      ['提出', `${proposedBy}　${moment(proposedAt)}，依据 ${count(effect.decided)} 家网店的认定，由 ${count(effect.persons)} 人作出，一人单独作出的最多 ${count(effect.alone)} 家（${share(effect.alone, effect.decided)}）`],
      [`按第 ${compared} 版`, html`<${Judged} ...${effect.before} />`],
      [`按第 ${version} 版`, html`<${Judged} ...${effect.after} />`],
      ['最近一次比对', effect.run
        ? `前 ${count(effect.results)} 家网店中 ${count(effect.changed)} 家的结果会不同${moves.length ? `：${moves.join('，')}` : ''}`
        : '没有'],
      ['校验值', html`<${Quiet}>SHA-256 ${sha256}<//>`]
    ]} />
    <${Table}
      heads=${['项目', '比较', '认定过的', '是同一主体', '原权重预计', '原比较分', '新比较分', '变化']}
      rows=${weights.map(one => [
        one.fieldTitle,
        one.agreementTitle,
        count(one.pairs),
        count(one.together),
        (one.expected / 1000).toFixed(1),
        signed(one.byHand),
        signed(one.learned),
        one.learned === one.byHand ? '' : html`<strong>${signed(one.learned - one.byHand)}</strong>`
      ])}
    />`;
}

export function Weights() {
  const [all, set] = useState(null);
  const [said, say] = useState({});
  const [busy, setBusy] = useState(false);
  const fail = problem => say({text: problem.message, failed: true});
  const list = () => read(url('reconciliations', 'weights')).then(set, fail);
  useEffect(() => {
    list();
  }, []);

  async function act(path, body, done) {
    setBusy(true);
    try {
      say({text: done(await post(path, body))});
      await list();
    } catch (problem) {
      fail(problem);
    }
    setBusy(false);
  }
  const propose = () => act(url('reconciliations', 'weights'), {}, ({version}) => `已提出第 ${version} 版权重，由办案机构负责人决定是否启用。`);
  const begin = version =>
    act(url('reconciliations', 'weights', 'in-force'), {version}, () => `第 ${version} 版权重已启用，以后发起的比对按它进行；已有的比对不变。`);

  const beginButton = ({version, mine}) =>
    is('unitHead') && version !== all.inForce && !mine &&
    html`<button type="button" class="btn btn-default" disabled=${busy} onClick=${() => begin(version)}>启用第 ${version} 版</button>`;
  return html`<details class="rc-decided rc-weights">
    <summary>比对权重：${all ? `现在用第 ${all.inForce} 版${all.inForce === 1 ? '（人工设定）' : ''}` : '正在读取……'}</summary>
    <p><${Quiet}>认定过的网店多了，可以据以统计各项的比较分。每项最多变动 30 分，不足 30 对的不变；“原权重预计”是按人工设定的权重，
      同样这些网店中应有多少对是同一主体，与认定的相差越大，变动越大。<//></p>
    <${Said} text=${said.text} failed=${said.failed} />
    <div class="rc-row">
      ${(is('officer') || is('unitHead')) && html`<button type="button" class="btn btn-default" disabled=${busy} onClick=${propose}>按现有认定提出新的权重</button>`}
      ${all && beginButton({version: 1})}
    </div>
    ${all && all.versions.length === 0 && html`<${None}>还没有提出过；现在用的是人工设定的权重。<//>`}
    ${all?.versions.map(
      one => html`<section class="rc-bureau" key=${one.version} aria-label=${`第 ${one.version} 版`}>
        <div><h3>第 ${one.version} 版${one.version === all.inForce ? '（在用）' : ''}</h3><${Version} version=${one} /></div>
        <div class="rc-click">${beginButton(one)}${
          one.mine && one.version !== all.inForce && html`<${Quiet}>由您提出，须另一名办案机构负责人启用<//>`}</div>
      </section>`
    )}
    ${all?.history.length > 0 &&
    html`<${Table} heads=${['启用的版本', '决定人', '时间']} rows=${all.history.map(({version, by, at}) => [`第 ${version} 版`, by, moment(at)])} />`}
  </details>`;
}
