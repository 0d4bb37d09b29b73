// Who opens a page of ours and is not signed in is led to the sign-in, and from there back to that page.
import {me} from './me.js';

/** Nothing of Camunda's or the API's, and nothing that a browser would read as another host. */
const OURS = /^\/(?!api\b|camunda\b)[a-z]+(\/[\w-]+)?([?#][\x21-\x7e]*)?$/;

const wanted = new URLSearchParams(location.search).get('to') || '';

/** The way there. @param app of Camunda's that lets in whom the page is for */
export function signInFor(app) {
  const {pathname, search, hash} = location;
  return `/camunda/app/${app}/default/?to=${encodeURIComponent(pathname + search + hash)}`;
}

/** Whether this is the way back: then nothing else leads away from here. */
export const goesBack = () => OURS.test(wanted) && me().userId !== null;

export function goBack() {
  if (goesBack()) {
    location.replace(wanted);
  }
}
