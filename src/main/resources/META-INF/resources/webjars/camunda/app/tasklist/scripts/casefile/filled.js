// What somebody has filled in in a case file and not sent: no draft is kept of it, and a file that was chosen cannot be kept.

/** Forms that only ask for something to be shown lose nothing that is worth a question. */
const FORMS = '.cf form:not(.cf-filters)';

export function isFilledIn() {
  return [...document.querySelectorAll(FORMS)].some(
    form =>
      !form.querySelector('[type=submit]:disabled') &&
      [...form.querySelectorAll('input[type=text], textarea, input[type=file]')].some(field =>
        field.type === 'file' ? field.files.length : field.value !== field.defaultValue
      )
  );
}

/** The browser asks before such a page is left. */
export function askBeforeLeaving() {
  addEventListener('beforeunload', event => {
    if (isFilledIn()) {
      event.preventDefault();
      event.returnValue = '';
    }
  });
}
