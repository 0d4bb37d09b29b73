// 账号确认: resets and roles that take two persons, for account administrators and heads.
import {html, render, useEffect, useState} from '/bridge/lib/preact.js';
import {act, post, read, url} from '/camunda/app/tasklist/scripts/casefile/api.js';
import {None, Quiet, Said, Table} from '/camunda/app/tasklist/scripts/casefile/parts.js';
import {signInFor} from '/bridge/back.js';
import {learn, me} from '/bridge/me.js';
import {moment} from '/bridge/time.js';

const WHAT = {PASSWORD: '密码', SECOND_FACTOR: '动态口令'};

const person = ({name, user}) => (name === user ? user : html`${name}<br /><${Quiet}>${user}<//>`);

const Press = ({label, onClick, kind = 'default'}) =>
  html`<button type="button" class=${`btn btn-${kind} btn-sm`} onClick=${onClick}>${label}</button>`;

/** Told once. @param which 第一段 or 第二段 */
function Half({half, which, user}) {
  return html`<div class="ac-half" role="status">
    <p>${user} 的新密码${which}：</p>
    <p><strong>${half}</strong></p>
    <p>
      这一段只显示这一次。请当面或者打电话告诉本人，不要告诉另一位经办人；本人把第一段、第二段连起来（中间不留空格）作为密码登录，登录后须立即修改。
    </p>
  </div>`;
}

function Ask({ask}) {
  const [what, choose] = useState('PASSWORD');
  function submit(event) {
    event.preventDefault();
    ask(new FormData(event.target).get('user').trim(), what);
  }
  return html`<section aria-label="申请重置">
    <h2>申请重置</h2>
    <form onSubmit=${submit}>
      <label><span>账号</span><input class="form-control" type="text" name="user" autocomplete="off" required /></label>
      <label><span>重置什么</span>
        <select class="form-control" value=${what} onChange=${event => choose(event.target.value)}>
          ${Object.entries(WHAT).map(([key, title]) => html`<option value=${key}>${title}</option>`)}
        </select></label>
      <button type="submit" class="btn btn-primary">提出申请</button>
    </form>
    <p class="cf-quiet">
      由另一位账号管理员或者本人所在单位的部门负责人、主要负责人确认后生效，七日内有效；两者都没有时由上级单位的负责人确认。本人和这些人都会收到提醒。
    </p>
  </section>`;
}

function Resets({resets, confirm, withdraw}) {
  return html`<section aria-label="待确认的重置">
    <h2>待确认的重置</h2>
    ${resets.length === 0
      ? html`<${None}>没有等待确认的申请。<//>`
      : html`<${Table}
          heads=${['账号', '重置什么', '申请人', '申请时间', '']}
          rows=${resets.map(one => [
            person(one),
            one.title,
            one.askedBy,
            moment(one.askedAt),
            one.mine
              ? html`<${Quiet}>等待另一人确认　<//><${Press} label="撤回" onClick=${() => withdraw(one)} />`
              : html`<${Press} label="确认重置" kind="primary" onClick=${() => confirm(one)} />`
          ])}
        />`}
  </section>`;
}

function Roles({roles, give}) {
  return html`<section aria-label="待同意的角色">
    <h2>待同意的角色</h2>
    ${roles.length === 0
      ? html`<${None}>没有等待同意的角色。<//>`
      : html`<${Table}
          heads=${['账号', '角色', '提议人', '提议时间', '']}
          rows=${roles.map(one => [
            person(one),
            one.title,
            one.askedBy,
            moment(one.askedAt),
            one.mine
              ? html`<${Quiet}>等待另一位账号管理员同意<//>`
              : html`<${Press} label="同意授予" kind="primary" onClick=${() => give(one)} />`
          ])}
        />`}
  </section>`;
}

/** Who works on cases and cannot be named in what goes out. */
function Lacking({people}) {
  return html`<section aria-label="办案信息不全的人员">
    <h2>办案信息不全的人员</h2>
    ${people.length === 0
      ? html`<${None}>办案人员的联系电话、科室和执法证号都已登记。<//>`
      : html`<p>
            函件和平台要写明这些信息，补上以前，写明它们的函件和平台任务都会被拒绝。请导入人员名录补上：每人一行，写明账号或者执法证号和缺少的一栏。
          </p>
          <${Table}
            heads=${['单位', '姓名', '账号', '执法证号', '缺少']}
            rows=${people.map(one => [one.organisationName, one.name, one.user || '—', one.certificateNo || '—', one.lacks])}
          />`}
  </section>`;
}

/** Each of Camunda's applications lets in those who work in it. */
const SignInFirst = () =>
  html`<p>
    请先登录，登录后自动回到本页：<a href=${signInFor('admin')}>账号管理员</a>　<a href=${signInFor('tasklist')}>单位负责人</a>
  </p>`;

function Page() {
  const [pending, put] = useState(null);
  const [said, say] = useState({text: '正在读取……', failed: false});
  const [half, tell] = useState(null);

  async function load() {
    const found = await read(url('accounts', 'pending'));
    put({...found, lacking: found.administrator ? (await read(url('directory', 'lacking'))).people : []});
  }
  /** @param done what is said when it went well */
  async function run(work, done) {
    try {
      const answer = await work();
      say({text: done, failed: false});
      await load();
      return answer;
    } catch (problem) {
      say({text: problem.message, failed: true});
      return null;
    }
  }
  useEffect(() => {
    run(() => null, '');
  }, []);

  async function ask(user, what) {
    const answer = await run(
      () => post(url('accounts', 'resets'), {user, what}),
      `已申请重置 ${user} 的${WHAT[what]}，等待另一人确认；在此之前原来的仍然有效。`
    );
    if (answer) {
      tell(answer.half && {half: answer.half, which: '第一段', user});
    }
  }
  async function confirm(one) {
    const answer = await run(
      () => act(url('accounts', 'resets', one.id, 'confirm')),
      `已重置 ${one.user} 的${one.title}，原来的不能再用。`
    );
    if (answer) {
      tell(answer.half && {half: answer.half, which: '第二段', user: one.user});
    }
  }
  const withdraw = one =>
    run(() => post(url('accounts', 'resets', one.id, 'withdraw'), {}), `已撤回重置 ${one.user} 的${one.title}的申请。`);
  const give = one =>
    run(
      () => post(url('accounts', 'roles'), {user: one.user, role: one.role}),
      `已授予 ${one.user}“${one.title}”。其密码若是一个人设置的，还须申请重置密码，本人才能登录。`
    );

  return html`<${Said} ...${said} />
    ${half && html`<${Half} ...${half} />`}
    ${pending &&
    html`${pending.administrator && html`<${Ask} ask=${ask} />`}
      <${Resets} resets=${pending.resets} confirm=${confirm} withdraw=${withdraw} />
      ${pending.administrator &&
      html`<${Roles} roles=${pending.roles} give=${give} /><${Lacking} people=${pending.lacking} />`}`}`;
}

const main = document.querySelector('main');
await learn();
main.replaceChildren();
render(me().userId === null ? html`<${SignInFirst} />` : html`<${Page} />`, main);
