// What Cockpit's plug-ins share with those of Tasklist: requests with the person's login, and building blocks.
export {casePage, post, read, url} from '../../../tasklist/scripts/casefile/api.js';
export {count, el, moment} from '../../../tasklist/scripts/casefile/dom.js';
import {url} from '../../../tasklist/scripts/casefile/api.js';

/** The address of a resource with those of the parameters that have a value. */
export function ask(path, parameters) {
  const given = Object.entries(parameters).filter(([, value]) => value !== '' && value !== null && value !== undefined);
  const query = new URLSearchParams(given).toString();
  return url(...path.split('/')) + (query ? `?${query}` : '');
}
