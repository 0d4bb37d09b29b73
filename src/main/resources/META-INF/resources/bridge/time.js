// The one way to write times: 2026-10-09 14:30, in China wherever the browser is; a day ends at 24:00.

const FORMAT = new Intl.DateTimeFormat('zh-CN', {
  timeZone: 'Asia/Shanghai',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23'
});

function parts(instant) {
  return Object.fromEntries(FORMAT.formatToParts(new Date(instant)).map(({type, value}) => [type, value]));
}

/** 2026-10-09 */
export function day(instant) {
  const {year, month, day: date} = parts(instant);
  return `${year}-${month}-${date}`;
}

/** 14:30; a period of days ends in the last second of its last day. */
export function clock(instant) {
  const {hour, minute, second} = parts(instant);
  const time = `${hour}:${minute}`;
  return `${time}:${second}` === '23:59:59' ? '24:00' : time;
}

/** 2026-10-09 14:30 */
export function moment(instant) {
  return `${day(instant)} ${clock(instant)}`;
}
