// What is typed into a date is that day or is told at the field: form-js by itself makes some day of whatever stands there.
import {onForm} from '../drafts/forms.js';
import {dayOf} from './day.js';

const INPUT = '.fjs-datepicker input';

/** What was typed into an input and is no date there. */
const unread = new WeakMap();
const read = new WeakSet();

function sentence(text, picker) {
  const why = dayOf(text, picker.config.dateFormat) ? '不在这里可以填写的日期之内' : '不是日期';
  return `“${text}”${why}，没有采用。请按 2026-12-01 的样子填写，或者在日历中选择。`;
}

/** As form-js names the elements of a field that may stand there several times. */
function inputOf(form, {id, indexes}) {
  const name = [`fjs-form-${form._id}-${id}`, ...Object.values(indexes || {})].join('_');
  return document.getElementById(`${name}-date`);
}

function checkAgain(form, input) {
  const instance = form
    .get('formFieldInstanceRegistry')
    .getAll()
    .find(one => inputOf(form, one) === input);
  if (instance) {
    const value = instance.valuePath.reduce((data, step) => data?.[step], form._getState().data);
    form.get('viewerCommands').updateFieldInstanceValidation(instance, value);
    // Tasklist hears of it outside of its own events, and would draw its button at the next of them.
    window.angular.element(form._container.parentNode).scope()?.$applyAsync();
  }
}

/** Everything that is typed, flatpickr takes by setDate as a text; what form-js shows, as a date or as none. */
function readTyped(form, input) {
  const picker = input._flatpickr;
  if (!picker || read.has(picker)) {
    return;
  }
  read.add(picker);
  picker.config.parseDate = dayOf;
  const setDate = picker.setDate.bind(picker);
  picker.setDate = (date, ...how) => {
    const before = unread.get(input);
    // What the form has been told a moment ago: meanwhile somebody may go on typing.
    if (!(date instanceof Date && picker.selectedDates[0]?.toDateString() === date.toDateString())) {
      setDate(date, ...how);
    }
    if (typeof date === 'string' && date.trim() && !picker.selectedDates.length) {
      unread.set(input, date.trim());
    } else if (picker.selectedDates.length || date === '') {
      unread.delete(input);
    }
    const now = unread.get(input);
    if (now) {
      input.value = now;
    }
    if (now !== before) {
      checkAgain(form, input);
    }
  };
}

onForm(form => {
  const validator = form.get('validator');
  const validate = validator.validateFieldInstance.bind(validator);
  validator.validateFieldInstance = (instance, value) => {
    const input = inputOf(form, instance);
    return unread.has(input) ? [sentence(unread.get(input), input._flatpickr)] : validate(instance, value);
  };
  form._container.addEventListener('focusin', ({target}) => target.matches(INPUT) && readTyped(form, target));
});

export default [];
