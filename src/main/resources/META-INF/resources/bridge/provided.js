// What pages do where people sign in at a provider: the provider's page takes the place of Camunda's, signing out goes there,
// and a session lasts as long as somebody sits in front of the page.
import {provider} from './provider.js';

const MINUTE = 60000;

export function address(path) {
  const root = document.querySelector('base').getAttribute('app-root').replace(/\/camunda\/?$/, '');
  return root + path;
}

/** The way to the provider and back to this page. */
export function toSignIn() {
  return address(`/sign-in?to=${encodeURIComponent(location.pathname + location.search + location.hash)}`);
}

/** Tells the bridge that somebody is there, once a minute at most. What a page asks for by itself does not count. */
function tellOfActivity() {
  let told = 0;
  const tell = () => {
    if (Date.now() - told > MINUTE) {
      told = Date.now();
      fetch(address('/sign-in/activity'), {method: 'POST', credentials: 'same-origin'}).catch(() => {});
    }
  };
  ['pointerdown', 'keydown'].forEach(sign => window.addEventListener(sign, tell, {capture: true, passive: true}));
}

/** @param $rootScope of Camunda's application, which says when it would show its own page for signing in */
export function signInAtProvider($rootScope) {
  if (!provider) {
    return;
  }
  tellOfActivity();
  let leaving = false;
  $rootScope.$on('authentication.login.required', event => {
    event.preventDefault();
    // What was asked for at that moment is answered that nobody is there.
    if (!leaving) {
      location.replace(toSignIn());
    }
  });
  $rootScope.$on('authentication.logout.success', event => {
    event.preventDefault();
    leaving = true;
    location.assign(address('/sign-out'));
  });
}
