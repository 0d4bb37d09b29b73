// What is filled in in a case file and not sent: no draft keeps it, so whoever leaves is asked.

const NOT_SENT = '案卷中填写的内容或者选好的文件还没有提交，离开后需要重新填写、重新选择。确定离开吗？';
/** What is looked for, and is typed again in a moment. */
const SEARCHES = '.cf-filters, [role=search]';
/** A message is kept for as long as the page lives. */
const KEPT = '.ms-write';

function isTyped(field) {
  return field.type === 'file' ? field.files.length > 0 : field.value !== field.defaultValue;
}

/**
 * @param place where to look
 * @param closing whether the page goes too
 */
export function isFilledIn(place = document, closing = false) {
  return [...place.querySelectorAll('.cf form')].some(
    form =>
      !form.matches(closing ? SEARCHES : `${SEARCHES}, ${KEPT}`) &&
      !form.querySelector('[type=submit]:disabled') &&
      [...form.querySelectorAll('input[type=text], textarea, input[type=file]')].some(isTyped)
  );
}

/** Whether what is filled in there may go. */
export function mayGo(place = document) {
  return !isFilledIn(place) || window.confirm(NOT_SENT);
}

/** Of a page that keeps nothing else. */
export function askBeforeClosing() {
  window.addEventListener('beforeunload', event => {
    if (isFilledIn(document, true)) {
      event.preventDefault();
      event.returnValue = '';
    }
  });
}
