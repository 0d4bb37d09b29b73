// What somebody still has to do after his password: give himself another one, bind a second factor, show a code of it.
import {html, render, useEffect, useState} from '/bridge/lib/preact.js';
import {change, Problem, read, url} from '/camunda/app/tasklist/scripts/casefile/api.js';
import {Said, SignInFirst} from '/camunda/app/tasklist/scripts/casefile/parts.js';

const SIGNED_OUT = 401;
/** A page of ours: nothing that a browser would read as another host. */
const HERE = /^\/(?![/\\])[\x21-\x7e]*$/;

function goOn() {
  const wanted = new URLSearchParams(location.search).get('to') || '';
  location.replace(HERE.test(wanted) && !wanted.startsWith('/sign-in-step') ? wanted : '/');
}

async function signOut() {
  await fetch('/camunda/api/admin/auth/user/default/logout', {
    method: 'POST',
    headers: {'X-XSRF-TOKEN': document.querySelector('meta[name=token]').content},
    credentials: 'same-origin'
  });
  location.replace('/');
}

const SignOut = () => html`<button type="button" class="btn btn-default" onClick=${signOut}>退出登录</button>`;

const Secret = ({label, name, complete}) =>
  html`<label><span>${label}</span>
    <input class="form-control" type="password" name=${name} autocomplete=${complete} required /></label>`;

const Code = () =>
  html`<label class="ss-code"><span>动态口令（6 位数字）</span>
    <input class="form-control" type="text" name="code" inputmode="numeric" autocomplete="one-time-code" maxlength="8" required autofocus />
  </label>`;

/** A form that is sent once at a time, and says what came of it. @param send gets its fields by name */
function Sent({title, button, send, done, children}) {
  const [said, say] = useState('');
  const [busy, wait] = useState(false);
  async function submit(event) {
    event.preventDefault();
    const form = event.target;
    wait(true);
    try {
      await send(Object.fromEntries(new FormData(form)));
      done();
    } catch (problem) {
      say(problem.message);
      form.reset();
    } finally {
      wait(false);
    }
  }
  return html`<form aria-label=${title} onSubmit=${submit}>
    <h2>${title}</h2>
    ${children}
    <${Said} text=${said} failed=${true} />
    <div class="ss-buttons">
      <button type="submit" class="btn btn-primary" disabled=${busy}>${button}</button>
      <${SignOut} />
    </div>
  </form>`;
}

function OwnPassword({user, done}) {
  async function send({before, now, again}) {
    if (now !== again) {
      throw new Problem(0, '两次输入的新密码不一样，密码没有改动。请重新输入。');
    }
    await change('PUT', url('sign-in-step', 'credentials'), {before, now});
  }
  return html`<${Sent} title="请修改密码" button="修改密码" send=${send} done=${done}>
    <p>账号 ${user} 现在的密码是别人给您的。请改成只有您自己知道的密码，之后才能查看和办理。</p>
    <p class="cf-quiet">
      至少 10 个字符，大写字母、小写字母、数字和其他符号各至少一个；不能由常见密码、词语、姓名、账号、单位名称、日期或者键盘顺序组成。
    </p>
    <${Secret} label="现在的密码" name="before" complete="current-password" />
    <${Secret} label="新密码" name="now" complete="new-password" />
    <${Secret} label="再输入一次新密码" name="again" complete="new-password" />
  <//>`;
}

const codeTo = step => ({code}) => change('POST', url('sign-in-step', step), {code});

function Enrolment({user, secret, address, picture, done}) {
  return html`<${Sent} title="请绑定动态口令" button="绑定并登录" send=${codeTo('enrolment')} done=${done}>
    <p>账号 ${user} 的角色登录时除密码外还须验证动态口令。请用手机上的动态口令软件（任何支持 TOTP 的都可以）扫描下图，再输入它显示的 6 位数字。</p>
    <img class="ss-picture" src=${picture} alt="动态口令密钥的二维码" />
    <p>不能扫描的，在软件里手工输入密钥：<br /><code>${secret.match(/.{4}/g).join(' ')}</code></p>
    <p class="cf-quiet">
      软件就在这台设备上的，<a href=${address}>点这里打开</a>。密钥只在绑定前显示，请不要给别人看；换手机时请联系账号管理员，由两人重置。
    </p>
    <${Code} />
  <//>`;
}

function Factor({user, done}) {
  return html`<${Sent} title="请输入动态口令" button="登录" send=${codeTo('factor')} done=${done}>
    <p>账号 ${user} 的密码正确。请打开手机上的动态口令软件，输入它现在显示的 6 位数字；每个数字只能用一次。</p>
    <${Code} />
    <p class="cf-quiet">手机丢失或者更换的，请联系账号管理员，由两人重置动态口令。</p>
  <//>`;
}

function TwoPersons({user}) {
  return html`<h2>密码须由两人重新发放</h2>
    <p>账号 ${user} 的角色须由两人授予，而现在的密码是一个人设置的，因此暂时不能查看和办理。</p>
    <p>请账号管理员在“账号确认”页申请重置您的密码，经另一人确认后，用两人分别交给您的两段密码登录。</p>
    <div class="ss-buttons"><${SignOut} /></div>`;
}

const STEPS = {PASSWORD: OwnPassword, ENROLMENT: Enrolment, FACTOR: Factor, TWO_PERSONS: TwoPersons};

function Page() {
  const [next, learn] = useState(null);
  const [problem, object] = useState(null);
  async function ask() {
    try {
      const answer = await read(url('sign-in-step'));
      if (answer.step) {
        learn(answer);
      } else {
        goOn();
      }
    } catch (refused) {
      object(refused);
    }
  }
  useEffect(() => {
    ask();
  }, []);
  if (problem) {
    return problem.status === SIGNED_OUT ? html`<${SignInFirst} />` : html`<${Said} text=${problem.message} failed=${true} />`;
  }
  const Step = next && STEPS[next.step];
  // "key" means something else to the library.
  return Step
    ? html`<${Step} user=${next.user} secret=${next.key} address=${next.address} picture=${next.picture} done=${ask} />`
    : html`<p>正在读取……</p>`;
}

const main = document.querySelector('main');
main.replaceChildren();
render(html`<${Page} />`, main);
