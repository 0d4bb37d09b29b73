// Personal data as they are: for what they are needed is chosen from the list and said in words, and stays on the screen.
import {el} from './dom.js';

const SHORTEST = 5;

/**
 * Asks for a purpose; once there is one, shows it with the way back.
 *
 * @param purposes what can be chosen: {code, title}
 * @param says the words: what the button does, what is shown openly once it is pressed
 * @param changed is told what belongs to each request from now on; nothing where personal data are masked again
 */
export function purpose(purposes, says, changed) {
  const place = el('div.cf-masking');

  function ask() {
    const kind = el(
      'select.form-control',
      {'aria-label': `${says.button}的用途`},
      el('option', {value: ''}, '选择用途'),
      purposes.map(item => el('option', {value: item.code}, item.title))
    );
    const words = el('input.form-control', {
      type: 'text',
      maxLength: 200,
      placeholder: `具体用途，不少于 ${SHORTEST} 个字`,
      'aria-label': `${says.button}的具体用途`
    });
    const fault = el('span.cf-problem', {role: 'alert'});
    place.replaceChildren(
      el(
        'form.cf-purpose',
        {
          onsubmit: event => {
            event.preventDefault();
            const text = words.value.trim();
            if (!kind.value || text.length < SHORTEST) {
              event.target.append(fault);
              fault.textContent = `请选择并写明用途，不少于 ${SHORTEST} 个字；用途会与查看人、时间一起留痕。`;
              return;
            }
            changed({masked: 'false', purposeCode: kind.value, purpose: text});
            show(kind.selectedOptions[0].textContent, text);
          }
        },
        kind,
        words,
        el('button.btn.btn-default.btn-sm', {type: 'submit'}, says.button)
      )
    );
  }

  function show(title, text) {
    place.replaceChildren(
      el('span.cf-late', {}, `${says.shown}，用途：${title}，${text}。每次查看和导出都会留痕。`),
      el('button.btn.btn-link.btn-sm', {type: 'button', onclick: () => (changed({}), ask())}, '恢复遮盖')
    );
  }

  ask();
  return place;
}
