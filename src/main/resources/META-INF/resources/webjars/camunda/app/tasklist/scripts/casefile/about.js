// What a case is about, how far it has come, and what happened in it.
import {html, useState} from '/bridge/lib/preact.js';
import {me} from '/bridge/me.js';
import {post, url} from './api.js';
import {moment} from './figures.js';
import {Facts, joined, Quiet, Said, Section, Tag} from './parts.js';
import {useRole} from './roles.js';

const STEP = {DONE: '已完成', CURRENT: '进行中', PENDING: '未开始', SKIPPED: '未进行'};

export function Phases({file}) {
  return (
    file.phases.length > 0 &&
    html`<ol class="cf-steps" aria-label="案件进程">
      ${file.phases.map(
        (phase, index) => html`<li
          class=${`cf-step cf-step-${phase.state.toLowerCase()}`}
          aria-current=${phase.state === 'CURRENT' ? 'step' : null}
        >
          <span class="cf-step-mark" aria-hidden="true">${phase.state === 'DONE' ? '✓' : index + 1}</span>
          <span class="cf-step-text">
            <strong>${phase.title}</strong>
            <small>${phase.since ? moment(phase.since) : STEP[phase.state]}</small>
          </span>
        </li>`
      )}
    </ol>`
  );
}

/** What the shop is called, as soon as its platform or a clue has told. */
function nameOf(shopId, file) {
  const answered = file.datasets.filter(item => item.dataset === 'SHOP_SUBJECT' && item.rows.length);
  const told = answered.map(item => {
    const of = name => item.rows[0][item.columns.findIndex(column => column.name === name)];
    return {shopId: of('sid'), name: of('title')};
  });
  const known = [...told, ...file.clues.map(clue => ({shopId, name: clue.shopName}))];
  return (known.find(one => one.shopId === shopId && one.name) || {}).name;
}

/** The shop by its name, its number behind it. */
function shop(file) {
  const {shopId, platformName} = file.summary;
  const name = shopId && nameOf(shopId, file);
  return joined([platformName, name ? `${name}（${shopId}）` : shopId]);
}

/** Platforms that do not answer at all: since when, how often they were tried, and when they are tried next. */
function Away({file}) {
  return file.waiting.map(
    item => html`<p class="cf-away" role="status">
      ${`${item.platformName}暂时联系不上：“${item.step}”自 ${moment(item.since)} 起没有送达，`}
      ${item.tries > 0 ? `已试 ${item.tries} 次，` : '排队等待中，'}
      ${item.nextAt
        ? `至迟 ${moment(item.nextAt)} 再试，平台恢复后立即补发。`
        : '已停止自动重试，由办案人员在“恢复平台调用”中决定。'}
      ${item.code && `平台代码：${item.code}。`}
    </p>`
  );
}

/** Answers that are there and could not be taken in yet, with why, and when that is tried again. */
function Delayed({file}) {
  return file.delayed.map(
    item => html`<p class="cf-away" role="status">
      ${`${item.platformName}已于 ${moment(item.since)} 答复“${item.title}”，还没有收入案卷，已试 ${item.tries} 次：${item.why}`}
      ${`　${moment(item.nextAt)} 再试。`}
    </p>`
  );
}

/** What waits in the case for a platform, and a click for who does not want to wait for the next try. */
export function Waiting({file, reload}) {
  const [said, say] = useState('');
  const [busy, setBusy] = useState(false);
  const officer = useRole('officer');
  const {organisations} = me();
  const own = organisations.length === 0 || organisations.includes(file.tenant);
  const waits = file.delayed.length > 0 || file.waiting.some(item => item.nextAt);

  async function retry() {
    setBusy(true);
    try {
      await post(url('cases', file.caseNo, 'platform-retries'), {});
      say('已安排立即重试，结果稍后显示在案卷中。');
      reload();
    } catch (refused) {
      say(refused.message);
    }
    setBusy(false);
  }

  return html`<${Away} file=${file} /><${Delayed} file=${file} /><${NoRoom} file=${file} />
    ${waits &&
    own &&
    officer &&
    html`<p class="cf-line cf-retry">
      <button type="button" class="btn btn-default btn-sm" disabled=${busy} onClick=${retry}>立即重试</button>
      <${Said} text=${said} />
    </p>`}`;
}

/** A supervisor who reads the file of a bureau below. */
function ReadFor({file}) {
  const {organisations} = me();
  return (
    organisations.length > 0 &&
    !organisations.includes(file.tenant) &&
    html`<p class="cf-note" role="note">以督办身份查看${file.tenantName}的案卷，只能查看，不能代办。</p>`
  );
}

/** Answers that platforms have ready, and for which there is no room on the bridge's own disk. */
function NoRoom({file}) {
  return file.withoutRoom.map(
    item => html`<p class="cf-away" role="status">
      ${`${item.platformName}已于 ${moment(item.since)} 答复“${item.title}”。因系统存放文件的磁盘空间不足，答复还没有收入案卷；`}
      ${'运维人员腾出空间后自动接收，不必重新调取。'}
    </p>`
  );
}

export function Summary({file}) {
  const about = file.summary;
  return html`<${ReadFor} file=${file} /><${Section} title="案件概要" hint=${`${file.roleTitle}　${file.caseNo}`}>
    <${Facts}
      pairs=${[
        ['当前状态', html`<${Tag} kind="state">${about.stateTitle}<//>`],
        ['案由', about.cause],
        ['案号或线索编号', about.sourceNo],
        ['网店', shop(file)],
        ['统一社会信用代码', about.creditCode],
        ['对方单位', about.counterpartName],
        ['协查渠道', about.routeTitle],
        ['数据项目', about.datasets.join('、')],
        ['数据期间', about.from ? `${about.from} 至 ${about.to}` : null],
        ['目的', about.purpose],
        ['法律依据', about.legalBasis],
        ['需查明事项', about.questions]
      ]}
    />
  <//>`;
}

function Happened({item}) {
  return html`<li>
    <time>${moment(item.at)}</time>
    <span>${item.title}</span>
    ${item.by && html`<${Quiet}>${item.role ? `${item.by}（${item.role}）` : item.by}<//>`}
    ${item.byOtherSide && html`<${Tag}>对方<//>`}
    ${item.note && html`<p class="cf-milestone-note">${item.note}</p>`}
  </li>`;
}

/** Who did what, in which role and with which opinion, and what came of it. */
export function Milestones({file}) {
  const items = file.milestones;
  return (
    items.length > 0 &&
    html`<${Section} title="办理记录">
      <details>
        <summary>${`共 ${items.length} 项，最近一项：${items[items.length - 1].title}`}</summary>
        <ol class="cf-milestones">${items.map(item => html`<${Happened} item=${item} />`)}</ol>
      </details>
    <//>`
  );
}

/** The same where it lies open: the newest first. */
export function Record({file}) {
  return html`<${Section} title="办理记录">
    <ol class="cf-milestones">${[...file.milestones].reverse().map(item => html`<${Happened} item=${item} />`)}</ol>
  <//>`;
}

/** What people wrote to their decisions so far, the newest first. */
export function Opinions({file}) {
  const written = file.milestones.filter(item => item.note).reverse();
  return (
    written.length > 0 &&
    html`<${Section} title="意见">
      ${written.map(
        item => html`<div class="cf-finding">
          <p class="cf-line">
            <strong>${item.title}</strong>
            <${Quiet}>${joined([item.role ? `${item.by}（${item.role}）` : item.by, moment(item.at)])}<//>
          </p>
          <p class="cf-text">${item.note}</p>
        </div>`
      )}
    <//>`
  );
}
