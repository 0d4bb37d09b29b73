// What Cockpit's plug-ins share with those of Tasklist: requests with the person's login, and building blocks.
export {casePage, post, read, url} from '../../../tasklist/scripts/casefile/api.js';
export {count, moment} from '../../../tasklist/scripts/casefile/figures.js';
import {url} from '../../../tasklist/scripts/casefile/api.js';

/** The address of a resource with those of the parameters that have a value. */
export function ask(path, parameters) {
  const given = Object.entries(parameters).filter(([, value]) => value !== '' && value !== null && value !== undefined);
  const query = new URLSearchParams(given).toString();
  return url(...path.split('/')) + (query ? `?${query}` : '');
}

/**
 * An element.
 *
 * @param spec tag and classes, e.g. 'p.cf-note'
 * @param props properties to set; names with a dash and `role` are set as attributes
 * @param children elements or texts, also in nested lists; null and false are left out
 */
export function el(spec, props = {}, ...children) {
  const [tag, ...classes] = spec.split('.');
  const element = document.createElement(tag);
  element.className = classes.join(' ');
  for (const [name, value] of Object.entries(props)) {
    if (value === undefined || value === null) {
      continue;
    }
    if (name.includes('-') || name === 'role' || name === 'scope') {
      element.setAttribute(name, value);
    } else {
      element[name] = value;
    }
  }
  element.append(...children.flat(Infinity).filter(child => child !== null && child !== undefined && child !== false));
  return element;
}
