// A clue in the file of its case. Who reported it is not part of the file: it is read apart, and each reading is on record.
import {read, url} from './api.js';
import {due, el, facts, moment, tag} from './dom.js';

const UNKNOWN = '没有登记举报人信息。';

/** Shows the reporter when asked to, in place of the button. */
function reporter(clue) {
  const place = el('p.cf-line', {});
  const show = el(
    'button.btn.btn-default.btn-sm',
    {
      type: 'button',
      onclick: async () => {
        try {
          const known = await read(url('clues', clue.caseNo, 'reporter'));
          const pairs = [
            ['姓名或者名称', known.name],
            ['身份证件号码', known.identityNo],
            ['电话', known.phone],
            ['地址', known.address]
          ];
          place.replaceChildren(pairs.some(([, value]) => value) ? facts(pairs) : UNKNOWN);
        } catch (problem) {
          place.replaceChildren(el('span.cf-problem', {role: 'alert'}, problem.message));
        }
      }
    },
    '查看举报人信息（留有记录）'
  );
  place.append(show);
  return place;
}

function verdict(matter) {
  if (matter.approved === undefined) {
    return tag(matter.kind === 'DATA' ? '已发出' : '待审批');
  }
  return matter.approved ? tag('已批准', 'done') : tag('未批准');
}

function matters(clue) {
  return clue.matters.map(matter =>
    el(
      'div.cf-finding',
      {},
      el(
        'p.cf-line',
        {},
        tag(matter.title, 'state'),
        verdict(matter),
        el('span.cf-quiet', {}, `提出：${matter.proposedBy}　${moment(matter.proposedAt)}`),
        matter.decidedBy ? el('span.cf-quiet', {}, `决定：${matter.decidedBy}　${moment(matter.decidedAt)}`) : null
      ),
      el('p.cf-text', {}, matter.reason)
    )
  );
}

/** What the clue says of who is competent; the transfer weighs it again with what its draft adds. */
function jurisdiction(found) {
  return el(
    'div.cf-finding',
    {},
    el(
      'p.cf-line',
      {},
      tag('管辖研判', 'state'),
      found.addressee ? tag(found.addressee, 'done') : tag('尚不能确定'),
      el('span.cf-quiet', {}, found.articles.join('、'))
    ),
    found.others.length ? el('p.cf-line', {}, `也有管辖权：${found.others.join('、')}`) : null,
    found.missing.length ? el('p.cf-line', {}, `尚须查明（至少一项）：${found.missing.join('、')}`) : null,
    el('p.cf-text', {}, found.reasoning)
  );
}

function one(clue) {
  return el(
    'section.cf-section',
    {'aria-label': '线索'},
    el('h4', {}, '线索', el('small', {}, clue.clueId)),
    facts([
      ['目前', clue.stateTitle],
      ['来源', `${clue.sourceTitle}（${clue.channelTitle}）`],
      ['收到时间', due(clue.receivedAt)],
      ['来源编号', clue.externalNo],
      ['来函', [clue.fromBureau, clue.fromLetter].filter(Boolean).join(' ') || null],
      ['案号', clue.filingNo],
      ['立案时间', clue.filedAt ? moment(clue.filedAt) : null],
      ['网店名称', clue.shopName],
      ['链接', clue.shopUrl],
      ['当事人', clue.subjectName],
      ['住所', clue.address],
      ['追责时效至', clue.limitationUntil],
      ['并入', clue.linkedTo],
      ['并入本案的线索', clue.linked.join('、')],
      ['同一来源的其他案件', clue.sameReport.join('、')]
    ]),
    el('p.cf-text', {}, clue.content),
    clue.reporterReadable ? reporter(clue) : null,
    clue.jurisdiction ? jurisdiction(clue.jurisdiction) : null,
    matters(clue)
  );
}

export function clues(file) {
  return file.clues.map(one);
}
