// What ends a matter has a button of its own, and is asked about before it is done.
import {html, render} from '/bridge/lib/preact.js';

const MAIN = '[ng-click^="complete("]';
const ASKS = 'ask.';

function components({components: inner = []}) {
  return inner.flatMap(one => [one, ...components(one)]);
}

/** Of the form's decision: by value {label, says}, and the value that is taken where there is nothing to choose. */
function finalOf(schema) {
  const decision = components(schema).find(({key}) => key === 'decision');
  const {type, properties = {}, values = []} = decision || {};
  const asked = Object.fromEntries(
    Object.entries(properties)
      .filter(([name]) => name.startsWith(ASKS))
      .map(([name, says]) => {
        const value = name.slice(ASKS.length);
        const option = values.find(one => one.value === value);
        return [value, {says, label: option ? option.label : value}];
      })
  );
  return {asked, only: type === 'text' ? values[0].value : null};
}

/** Resolves to whether the person wants it; Esc says no. */
function ask({label, says}) {
  const dialog = document.createElement('dialog');
  dialog.className = 'af-ask';
  dialog.setAttribute('aria-labelledby', 'af-ask-title');
  dialog.setAttribute('aria-describedby', 'af-ask-says');
  document.body.append(dialog);
  render(
    html`<h4 id="af-ask-title">${label}？</h4>
      <p id="af-ask-says">${says}</p>
      <form method="dialog" class="af-buttons">
        <button class="btn btn-default" value="no" autofocus>返回，不办理</button>
        <button class="btn btn-danger" value="yes">确认：${label}</button>
      </form>`,
    dialog
  );
  return new Promise(resolve => {
    dialog.onclose = () => {
      resolve(dialog.returnValue === 'yes');
      dialog.remove();
    };
    dialog.showModal();
  });
}

function isComplete(form) {
  return Object.keys(form.validate()).length === 0;
}

export function askBeforeTheEnd(form, schema) {
  const {asked, only} = finalOf(schema);
  if (!Object.keys(asked).length) {
    return;
  }
  const own = document.createElement('span');
  own.className = 'af-final';
  const main = () => document.querySelector(MAIN);

  async function act(chosen) {
    if (!isComplete(form) || (await ask(chosen))) {
      main().click();
    }
  }

  function draw() {
    const button = main();
    if (!button) {
      return;
    }
    if (!own.isConnected) {
      document.querySelectorAll('.af-final').forEach(old => old.remove());
      button.before(own);
    }
    const chosen = asked[only || form._getState().data.decision];
    button.classList.toggle('af-away', Boolean(chosen));
    render(
      chosen
        ? html`<button type="button" class="btn btn-danger" disabled=${button.disabled} onClick=${() => act(chosen)}>
            ${chosen.label}……
          </button>`
        : null,
      own
    );
  }

  form.on('changed', draw);
  draw();
}
