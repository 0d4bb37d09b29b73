// How figures and times are written.
export {moment} from '../../../../../bridge/time.js';

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
