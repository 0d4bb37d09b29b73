// Dates as people type them.

const FIRST_YEAR = 1900;
const LAST_YEAR = 2100;
const COMPACT = /^(\d{4})(\d{2})(\d{2})$/;
const YEAR_FIRST = /^(\d{4})\s*[-./年]\s*(\d{1,2})\s*[-./月]\s*(\d{1,2})\s*日?$/;
const YEAR_LAST = /^(\d{1,2})[-./](\d{1,2})[-./](\d{4})$/;
const OF_THIS_YEAR = /^(\d{1,2})\s*月\s*(\d{1,2})\s*日$/;

function parts(text, isDayFirst) {
  const last = YEAR_LAST.exec(text);
  if (last) {
    const [, one, other, year] = last;
    return isDayFirst ? [year, other, one] : [year, one, other];
  }
  const ofThisYear = OF_THIS_YEAR.exec(text);
  if (ofThisYear) {
    return [new Date().getFullYear(), ofThisYear[1], ofThisYear[2]];
  }
  return (COMPACT.exec(text) || YEAR_FIRST.exec(text) || []).slice(1);
}

/**
 * The day that is meant, at its midnight, or nothing where there is no such day: 20251201, 2025.12.1, 2025年12月1日, 12月1日
 * of this year, and with the year behind as this browser shows dates.
 *
 * @param format as flatpickr has it, the order of day and month where the year stands behind them
 */
export function dayOf(text, format = 'Y-m-d') {
  const [year, month, day] = parts(text.normalize('NFKC').trim(), /^[dj]/.test(format)).map(Number);
  const date = new Date(year, month - 1, day);
  const isThere = date.getFullYear() === year && date.getMonth() === month - 1 && date.getDate() === day;
  return isThere && year >= FIRST_YEAR && year < LAST_YEAR ? date : undefined;
}
