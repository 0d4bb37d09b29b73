// At a form in which a shop is named by its id: what it is called, or that its platform has none. It warns and stops nobody.
import {read, url} from '../casefile/api.js';

const PAUSE = 600;
const PATIENCE = 4000;
/** One shop, or up to five. */
const PLACES = ['', '1', '2', '3', '4', '5'];

let pause;
let asked = '';

/** Each shop is asked for once in the life of the page; one of which nothing was learnt, again. */
const learnt = new Map();

async function shopOf(platform, shopId) {
  const address = url('platforms', platform, 'shops', shopId);
  if (!learnt.has(address)) {
    const shop = await read(address, AbortSignal.timeout(PATIENCE)).catch(() => ({}));
    if (!shop.name && !shop.unknown) {
      return '';
    }
    learnt.set(address, shop.name ? `网店 ${shopId}：${shop.name}` : `平台查无此店：${shopId}。请核对网店 ID；仍可以提交。`);
  }
  return learnt.get(address);
}

function say(form, lines) {
  let place = form.parentNode.querySelector('.dk-shop');
  if (!lines.length) {
    place?.remove();
    return;
  }
  if (!place) {
    place = document.createElement('p');
    place.className = 'dk-shop';
    place.setAttribute('role', 'status');
    form.before(place);
  }
  place.textContent = lines.join('；');
}

async function look(form, data) {
  const shops = PLACES.map(place => [data[`platformKey${place}`], (data[`shopId${place}`] || '').trim()]).filter(
    ([platform, shopId]) => platform && shopId
  );
  const now = JSON.stringify(shops);
  if (now === asked && form.parentNode.querySelector('.dk-shop')) {
    return;
  }
  asked = now;
  const lines = await Promise.all(shops.map(([platform, shopId]) => shopOf(platform, shopId)));
  if (now === asked) {
    say(form, lines.filter(Boolean));
  }
}

export function watchForShops() {
  document.addEventListener('bridge-form-changed', event => {
    clearTimeout(pause);
    pause = setTimeout(() => look(event.target, event.detail.data), PAUSE);
  });
}
