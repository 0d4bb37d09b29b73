// What is filled in in a case file and no draft can keep: a chosen file, and for what personal data are wanted just now.

const NOT_SENT = '案卷中选好的文件或者填写的用途还没有提交，离开后需要重新选择、重新填写。确定离开吗？';

/** @param place where to look */
export function isFilledIn(place = document) {
  return (
    [...place.querySelectorAll('.cf form input[type=file]')].some(
      ({files, form}) => files.length > 0 && !form.querySelector('[type=submit]:disabled')
    ) || [...place.querySelectorAll('.cf-purpose input')].some(({value}) => value)
  );
}

/** Whether what is filled in there may go. */
export function mayGo(place = document) {
  return !isFilledIn(place) || window.confirm(NOT_SENT);
}
