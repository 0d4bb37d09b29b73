// Building blocks. Text always goes in as text, never as markup.
export {moment} from '../../../../../bridge/time.js';

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

export function tag(text, kind) {
  return el(kind ? `span.cf-tag.cf-tag-${kind}` : 'span.cf-tag', {}, text);
}

let fields = 0;

/** A field with its label before it. */
export function labelled(text, field) {
  // A case file may be on the page twice.
  field.id = `cf-field-${++fields}`;
  return [el('label', {htmlFor: field.id}, text), field];
}

/** 12.3 KB */
export function size(bytes) {
  if (bytes < 1024) {
    return `${bytes} 字节`;
  }
  const [amount, unit] = bytes < 1024 * 1024 ? [bytes / 1024, 'KB'] : [bytes / 1024 / 1024, 'MB'];
  return `${amount.toLocaleString('zh-CN', {maximumFractionDigits: 1})} ${unit}`;
}

/** 1,234,567 */
export function count(number) {
  return number.toLocaleString('zh-CN');
}

/** An amount as the database writes it, with its thousands apart and two places. */
export function money(text) {
  const [yuan, fen = ''] = String(text).split('.');
  return `${yuan.replace(/\B(?=(\d{3})+$)/g, ',')}.${fen.padEnd(2, '0')}`;
}
