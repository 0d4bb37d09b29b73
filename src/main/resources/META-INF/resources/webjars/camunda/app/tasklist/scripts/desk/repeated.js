// At the form that raises a request: that the same was asked before. It warns and never stops anybody.
import {query, read, url} from '../casefile/api.js';

const FORM = 'raiseRequest';
const PAUSE = 600;

let asked = '';
let pause;

function say(form, text) {
  let line = form.parentNode.querySelector('.dk-repeated');
  if (!text) {
    line?.remove();
    return;
  }
  if (!line) {
    line = document.createElement('p');
    line.className = 'dk-repeated';
    line.setAttribute('role', 'status');
    form.before(line);
  }
  line.textContent = text;
}

function look(form, {platformKey, shopId, requestRoute, requestedBureauCode, paperBureauCode}) {
  const bureau = requestedBureauCode || paperBureauCode;
  const asks = requestRoute === 'DIRECT' ? {} : bureau ? {bureau} : {atSeat: true};
  const about = platformKey && shopId ? query({platform: platformKey, shopId, ...asks}) : '';
  if (about === asked && form.parentNode.querySelector('.dk-repeated')) {
    return;
  }
  asked = about;
  if (!about) {
    say(form, '');
    return;
  }
  read(`${url('assistance', 'repeated')}${about}`).then(
    ({warning}) => about === asked && say(form, warning),
    () => {}
  );
}

export function watchForRepeated() {
  document.addEventListener('bridge-form-changed', event => {
    if (event.detail.form === FORM) {
      clearTimeout(pause);
      pause = setTimeout(() => look(event.target, event.detail.data), PAUSE);
    }
  });
}
