// 提醒设置: of what a person wants to be told, where mail reaches him, and the address of his calendar.
import {html, useEffect, useState} from '/bridge/lib/preact.js';
import {act, change, read, url} from '../casefile/api.js';
import {moment} from '../casefile/figures.js';

/** The kinds that there are, each with its two switches. */
function Kinds({settings, onChange}) {
  const flip = (kind, what) =>
    onChange({
      ...settings,
      kinds: settings.kinds.map(one => (one.kind === kind ? {...one, [what]: !one[what]} : one))
    });
  const box = (one, what, label) => html`<td>
    <input
      type="checkbox"
      checked=${one[what]}
      disabled=${what === 'mailed' && !settings.mailOn}
      aria-label=${`${one.title}：${label}`}
      onChange=${() => flip(one.kind, what)}
    />
  </td>`;
  return html`<table class="ms-kinds">
    <thead>
      <tr><th scope="col">提醒事项</th><th scope="col">收件箱</th><th scope="col">邮件</th></tr>
    </thead>
    <tbody>
      ${settings.kinds.map(
        one => html`<tr key=${one.kind}>
          <th scope="row">${one.title}</th>
          ${box(one, 'inbox', '在收件箱中显示')}${box(one, 'mailed', '用邮件提醒')}
        </tr>`
      )}
    </tbody>
  </table>`;
}

function Notices() {
  const [settings, put] = useState(null);
  const [said, say] = useState(null);

  async function ask(asking, done) {
    try {
      put(await asking());
      say(done && {text: done});
    } catch (problem) {
      say({text: problem.message, wrong: true});
    }
  }

  useEffect(() => {
    ask(() => read(url('notices', 'settings')));
  }, []);

  const save = event => {
    event.preventDefault();
    ask(
      () => change('PUT', url('notices', 'settings'), {kinds: settings.kinds, address: settings.address}),
      '提醒设置已保存。'
    );
  };
  return html`<form onSubmit=${save}>
    ${settings &&
    html`<${Kinds} settings=${settings} onChange=${put} />
      <p class="ms-quiet">${settings.mail}</p>
      ${settings.ofAccount
        ? html`<p>邮件发到账号中登记的邮箱：${settings.ofAccount}</p>`
        : html`<p>
            <label for="ms-address">电子邮箱（账号中没有登记）</label>
            <input
              id="ms-address"
              class="form-control"
              type="text"
              autocomplete="email"
              value=${settings.address || ''}
              onInput=${event => put({...settings, address: event.target.value})}
            />
          </p>`}
      <button type="submit" class="btn btn-primary">保存</button>`}
    ${said && html`<p class=${said.wrong ? 'cf-problem' : 'ms-said'} role=${said.wrong ? 'alert' : 'status'}>${said.text}</p>`}
  </form>`;
}

function Calendar() {
  const [feed, put] = useState({});
  const [problem, object] = useState(null);

  async function ask(asking) {
    try {
      put(await asking());
      object(null);
    } catch (refused) {
      object(refused.message);
    }
  }

  useEffect(() => {
    ask(() => read(url('calendar')));
  }, []);

  const renew = () => ask(() => act(url('calendar')));
  const revoke = () => ask(() => change('DELETE', url('calendar'), {}));
  return html`<section aria-label="日历订阅">
    <h4>日历订阅</h4>
    <p class="ms-quiet">
      在日历软件中订阅这个地址，可以看到本人任务的期限：只有案件编号和要办的事，没有案情。地址等同密码，请勿转发；泄露时请更换。
    </p>
    ${feed.path
      ? html`<p>
          <label for="ms-calendar">地址只显示这一次，请立即复制：</label>
          <input
            id="ms-calendar"
            class="form-control"
            type="text"
            readonly
            value=${location.origin + feed.path}
            onFocus=${event => event.target.select()}
          />
        </p>`
      : html`<p>${feed.madeAt ? `已于 ${moment(feed.madeAt)} 生成地址。` : '还没有生成地址。'}</p>`}
    <button type="button" class="btn btn-default" onClick=${renew}>${feed.madeAt ? '更换地址' : '生成地址'}</button>
    ${feed.madeAt && html` <button type="button" class="btn btn-default" onClick=${revoke}>停用</button>`}
    ${problem && html`<p class="cf-problem" role="alert">${problem}</p>`}
  </section>`;
}

export function Settings() {
  return html`<div class="ms-settings"><${Notices} /><${Calendar} /></div>`;
}
