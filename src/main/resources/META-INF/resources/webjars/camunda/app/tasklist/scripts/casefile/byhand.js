// What an officer has seen that the platform did, where its interface says so only in its own words: 登记公示, 登记解除.
import {change, url} from './api.js';
import {el} from './dom.js';

function entry(title, fields, content, address) {
  const told = el('p.cf-problem', {role: 'alert', hidden: true});
  const button = el('button.btn.btn-default', {type: 'submit'}, title);
  const form = el(
    'form.cf-byhand',
    {
      'aria-label': title,
      onsubmit: async event => {
        event.preventDefault();
        button.disabled = true;
        told.hidden = true;
        try {
          await change('POST', address, content());
          form.dispatchEvent(new CustomEvent('cf-changed', {bubbles: true}));
        } catch (problem) {
          told.textContent = problem.message;
          told.hidden = false;
          button.disabled = false;
        }
      }
    },
    fields,
    button,
    told
  );
  return el('details.cf-byhand-new', {}, el('summary', {}, title), form);
}

function input(label, props) {
  const field = el('input.form-control', {type: 'text', 'aria-label': label, placeholder: label, ...props});
  return {field, shown: el('label.cf-field', {}, label, field)};
}

function publicity(address) {
  const link = input('公示网址', {maxLength: 2000});
  return entry('登记公示', [link.shown], () => ({url: link.field.value}), `${address}/publicity`);
}

function lift(address, targets) {
  const boxes = targets.map(target => {
    const box = el('input', {type: 'checkbox', value: target.id, checked: targets.length === 1});
    return {box, shown: el('label.cf-check', {}, box, ` ${target.measureTitle}：${target.targetTitle} ${target.target}`)};
  });
  const note = input('核实的经过（例如平台答复的原文）', {maxLength: 1000});
  return entry(
    '登记解除',
    [boxes.map(({shown}) => shown), note.shown],
    () => ({targets: boxes.filter(({box}) => box.checked).map(({box}) => box.value), note: note.field.value}),
    `${address}/lifted`
  );
}

/** Offered from the platform's answer on, to whoever works on the case. */
export function byHand(file, {id, targets}) {
  if (!file.upload.allowed) {
    return null;
  }
  const address = url('cases', file.caseNo, 'dispositions', id);
  const unclear = targets.filter(target => target.liftUnclear);
  return [
    targets.some(target => target.publicityOwed) ? publicity(address) : null,
    unclear.length ? lift(address, unclear) : null
  ];
}
