// 职务代行: for a period a head names who decides in his place; everybody of the bureau sees who stands in for whom.
import {html, useEffect, useState} from '/bridge/lib/preact.js';
import {act, change, read, url} from '../casefile/api.js';

const STATES = {PLANNED: '未开始', IN_FORCE: '代行中', OVER: '已结束', TAKEN_BACK: '已收回'};
const EMPTY = {substitute: '', from: '', until: '', reason: ''};

function Naming({offices, send}) {
  const [entered, put] = useState({...EMPTY, office: offices[0].office});
  const office = offices.find(one => one.office === entered.office);
  const field = (name, label, input) => html`<p>
    <label for=${`ms-substitute-${name}`}>${label}</label>
    ${input({
      id: `ms-substitute-${name}`,
      class: 'form-control',
      value: entered[name],
      required: true,
      onInput: event => put({...entered, [name]: event.target.value})
    })}
  </p>`;
  const name = async event => {
    event.preventDefault();
    if (await send(() => change('POST', url('substitutes'), entered), '已指定代行人员。')) {
      put({...EMPTY, office: entered.office});
    }
  };
  return html`<form onSubmit=${name} aria-label="指定代行">
    ${offices.length > 1 &&
    field('office', '我的职务', of => html`<select ...${of}>
      ${offices.map(one => html`<option value=${one.office}>${one.title}</option>`)}
    </select>`)}
    ${field('substitute', '由谁代行', of => html`<select ...${of}>
      <option value="">请选择</option>
      ${office.candidates.map(one => html`<option value=${one.user}>${`${one.name}（${one.title}）`}</option>`)}
    </select>`)}
    <div class="ms-days">
      ${field('from', '起日', of => html`<input type="date" ...${of} />`)}
      ${field('until', '止日（含当日）', of => html`<input type="date" ...${of} />`)}
    </div>
    ${field('reason', '原因', of => html`<input type="text" maxlength="200" placeholder="例如：外出学习" ...${of} />`)}
    <button type="submit" class="btn btn-primary">指定代行</button>
  </form>`;
}

function List({substitutions, send}) {
  const back = one => send(() => act(url('substitutes', one.id, 'end')), '已收回，代行即时结束。');
  return html`<table class="ms-kinds">
    <thead>
      <tr><th scope="col">职务</th><th scope="col">代行人员</th><th scope="col">期间和原因</th><th scope="col">状态</th></tr>
    </thead>
    <tbody>
      ${substitutions.map(
        one => html`<tr key=${one.id}>
          <th scope="row">${`${one.headName}（${one.officeTitle}）`}</th>
          <td>${one.substituteName}</td>
          <td>${one.from === one.until ? one.from : `${one.from} 至 ${one.until}`}<br /><span class="ms-quiet">${one.reason}</span></td>
          <td>
            ${STATES[one.state]}
            ${one.mine && html` <button type="button" class="btn btn-default btn-xs" onClick=${() => back(one)}>收回</button>`}
          </td>
        </tr>`
      )}
    </tbody>
  </table>`;
}

export function Substitutes() {
  const [shown, put] = useState(null);
  const [said, say] = useState(null);

  async function send(asking, done) {
    try {
      put(await asking());
      say(done && {text: done});
      return true;
    } catch (problem) {
      say({text: problem.message, wrong: true});
      return false;
    }
  }

  useEffect(() => {
    send(() => read(url('substitutes')));
  }, []);

  return html`<section aria-label="职务代行">
    <p class="ms-quiet">
      负责人外出期间，由指定的人员代为审批：已经在等的和新来的任务都能办，办理记录中注明“代”谁。到期自动结束；代行人员参与办理的事项，由上一级审批。
    </p>
    ${shown && shown.offices.length > 0 && html`<${Naming} offices=${shown.offices} send=${send} />`}
    ${said && html`<p class=${said.wrong ? 'cf-problem' : 'ms-said'} role=${said.wrong ? 'alert' : 'status'}>${said.text}</p>`}
    ${shown &&
    (shown.substitutions.length > 0
      ? html`<${List} substitutions=${shown.substitutions} send=${send} />`
      : html`<p>本单位没有指定过代行人员。</p>`)}
  </section>`;
}
