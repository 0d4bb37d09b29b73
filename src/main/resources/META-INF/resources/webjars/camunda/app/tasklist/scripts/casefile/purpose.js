// Personal data as they are: for what they are needed is chosen from the list and said in words, and stays on the screen.
import {html, useState} from '/bridge/lib/preact.js';

const SHORTEST = 5;

function Question({purposes, button, answered}) {
  const [fault, setFault] = useState(false);

  function submit(event) {
    event.preventDefault();
    const {kind, words} = event.target.elements;
    const text = words.value.trim();
    if (!kind.value || text.length < SHORTEST) {
      setFault(true);
    } else {
      answered({code: kind.value, title: kind.selectedOptions[0].textContent, text});
    }
  }

  return html`<form class="cf-purpose" onSubmit=${submit}>
    <select class="form-control" name="kind" aria-label=${`${button}的用途`}>
      <option value="">选择用途</option>
      ${purposes.map(({code, title}) => html`<option value=${code}>${title}</option>`)}
    </select>
    <input
      class="form-control"
      type="text"
      name="words"
      maxlength="200"
      placeholder=${`具体用途，不少于 ${SHORTEST} 个字`}
      aria-label=${`${button}的具体用途`}
    />
    <button class="btn btn-default btn-sm" type="submit">${button}</button>
    ${fault &&
    html`<span class="cf-problem" role="alert">
      ${`请选择并写明用途，不少于 ${SHORTEST} 个字；用途会与查看人、时间一起留痕。`}
    </span>`}
  </form>`;
}

/**
 * Asks for a purpose; once there is one, shows it with the way back.
 *
 * @param purposes what can be chosen: {code, title}
 * @param button what it does, and shown: what is seen openly once it is pressed
 * @param changed is told what belongs to each request from now on; nothing where personal data are masked again
 */
export function Purpose({purposes, button, shown, changed}) {
  const [answer, setAnswer] = useState(null);

  function take(given) {
    setAnswer(given);
    changed(given ? {masked: 'false', purposeCode: given.code, purpose: given.text} : {});
  }

  return html`<div class="cf-masking">
    ${answer
      ? html`<span class="cf-late">${`${shown}，用途：${answer.title}，${answer.text}。每次查看和导出都会留痕。`}</span>
          <button class="btn btn-link btn-sm" type="button" onClick=${() => take(null)}>恢复遮盖</button>`
      : html`<${Question} purposes=${purposes} button=${button} answered=${take} />`}
  </div>`;
}
