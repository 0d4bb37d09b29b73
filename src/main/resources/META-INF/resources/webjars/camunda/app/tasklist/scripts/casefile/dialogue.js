// What a platform asked or proposed about a dataset before answering, and what was answered.
import {due, el, moment} from './dom.js';

function line(item) {
  const asked = [item.newDueAt ? `提出在 ${due(item.newDueAt)} 前答复` : null, item.text].filter(Boolean).join('：');
  const answered = [item.verdict, item.answer].filter(Boolean).join('：');
  return el(
    'li',
    {},
    el('p.cf-line', {}, el('strong', {}, item.title), el('span.cf-quiet', {}, `${item.from}　${moment(item.askedAt)}`)),
    el('p.cf-text', {}, asked),
    answered ? el('p.cf-text', {}, `答复：${answered}`) : el('p.cf-quiet', {}, '等待办案人员答复'),
    item.answeredAt
      ? el('p.cf-quiet', {}, [item.by, moment(item.answeredAt), item.told || '正在告知平台'].filter(Boolean).join('　'))
      : null
  );
}

export function dialogue(item) {
  return item.dialogue.length ? el('ol.cf-dialogue', {'aria-label': '与平台往来'}, item.dialogue.map(line)) : null;
}
