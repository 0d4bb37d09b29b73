// The parts of the case file, each drawn from the API's answer.
import {byHand} from './byhand.js';
import {act, query, read, url} from './api.js';
import {dialogue} from './dialogue.js';
import {count, due, el, facts, moment, size, tag} from './dom.js';
import {purpose} from './purpose.js';
import {records} from './records.js';

function section(title, hint, ...content) {
  return el(
    'section.cf-section',
    {'aria-label': title},
    el('h4', {}, title, hint ? el('small', {}, hint) : null),
    ...content
  );
}

function none(text) {
  return el('p.cf-none', {}, text);
}

function table(heads, rows, kind = '') {
  return el(
    'div.cf-scroll',
    {tabIndex: 0},
    el(
      `table.cf-table${kind}`,
      {},
      el('thead', {}, el('tr', {}, heads.map(head => el('th', {scope: 'col'}, head)))),
      el('tbody', {}, rows.map(cells => el('tr', {}, cells.map(cell => el('td', {}, cell)))))
    )
  );
}

const STEP = {DONE: '已完成', CURRENT: '进行中', PENDING: '未开始', SKIPPED: '未进行'};

export function phases(file) {
  if (file.phases.length === 0) {
    return null;
  }
  return el(
    'ol.cf-steps',
    {'aria-label': '案件进程'},
    file.phases.map((phase, index) =>
      el(
        `li.cf-step.cf-step-${phase.state.toLowerCase()}`,
        {'aria-current': phase.state === 'CURRENT' ? 'step' : null},
        el('span.cf-step-mark', {'aria-hidden': 'true'}, phase.state === 'DONE' ? '✓' : String(index + 1)),
        el(
          'span.cf-step-text',
          {},
          el('strong', {}, phase.title),
          el('small', {}, phase.since ? moment(phase.since) : STEP[phase.state])
        )
      )
    )
  );
}

export function summary(file) {
  const about = file.summary;
  const period = about.from ? `${about.from} 至 ${about.to}` : null;
  return section(
    '案件概要',
    `${file.roleTitle}　${file.caseNo}`,
    facts([
      ['当前状态', tag(about.stateTitle, 'state')],
      ['案由', about.cause],
      ['案号或线索编号', about.sourceNo],
      ['网店', about.shopId ? `${about.platformName}　${about.shopId}` : about.platformName],
      ['统一社会信用代码', about.creditCode],
      ['对方单位', about.counterpartName],
      ['协查渠道', about.routeTitle],
      ['数据项目', about.datasets.join('、')],
      ['数据期间', period],
      ['目的', about.purpose],
      ['法律依据', about.legalBasis],
      ['需查明事项', about.questions]
    ])
  );
}

const PAUSED = 'PAUSED';
const OWNER = 'OWNER';

function changes(item) {
  const lines = [
    ...item.pauses.map(pause =>
      [
        `${pause.title}：自 ${pause.from} 起不计${pause.until ? `，${pause.until} 恢复计算` : '，尚未恢复计算'}`,
        `${pause.reason}（${pause.by}登记，${pause.citation}）`
      ].join('。')
    ),
    ...item.extensions.map(extension =>
      [
        `${extension.title}：${extension.ground}`,
        `${extension.by ? `${extension.by}批准` : '已告知对方'}，${moment(extension.at)}（${extension.citation}）`
      ].join('。')
    )
  ];
  return lines.length ? el('ul.cf-changes', {}, lines.map(line => el('li', {}, line))) : null;
}

/** What there is to say of when it ends: nothing while it stands still. */
function ends(item) {
  if (item.state === PAUSED) {
    return '恢复计算后重新确定届满日';
  }
  return [`${due(item.dueAt)} 前`, item.provisional ? '（暂定）' : ''];
}

/** Of an own case there is little else to read: its deadlines are unfolded. */
function clock(item, unfolded) {
  const running = item.remaining || item.state === PAUSED;
  const late = item.overdue && item.remaining;
  return el(
    late ? 'details.cf-clock.cf-clock-late' : running ? 'details.cf-clock' : 'details.cf-clock.cf-clock-ended',
    {open: unfolded},
    el(
      'summary',
      {},
      el('span.cf-clock-title', {}, item.title),
      el('span.cf-clock-due', {}, ends(item)),
      item.remaining
        ? el(late ? 'strong.cf-late' : 'strong', {}, item.remaining.text)
        : item.state === PAUSED
        ? tag(item.stateTitle, 'state')
        : el(item.overdue ? 'span.cf-late' : 'span.cf-quiet', {}, item.stateTitle),
      item.asked ? tag('延期待审批', 'state') : null
    ),
    el('p.cf-explain', {}, item.explanation),
    changes(item),
    item.asked ? el('p.cf-explain', {}, `${item.asked}。`) : null,
    el(
      'p.cf-explain',
      {},
      `依据：${item.citation}。起算：${moment(item.startedAt)}${item.ground ? `，${item.ground}` : ''}。`,
      item.endedAt ? `结束：${moment(item.endedAt)}。` : '',
      item.endReason ? `原因：${item.endReason}` : ''
    )
  );
}

export function clocks(file) {
  const open = file.clocks.filter(item => !item.endedAt);
  const paused = open.filter(item => item.state === PAUSED);
  const running = open
    .filter(item => item.state !== PAUSED)
    .sort((a, b) => a.dueAt.localeCompare(b.dueAt))
    .concat(paused);
  const ended = file.clocks.filter(item => item.endedAt);
  const missed = ended.filter(item => item.overdue).length;
  return section(
    '期限',
    file.clocks.length ? '展开可看计算依据' : null,
    running.length ? running.map(item => clock(item, file.role === OWNER)) : none('没有正在计算的期限。'),
    ended.length
      ? el(
          'details.cf-ended',
          {},
          el(
            'summary',
            {},
            `已结束的期限 ${ended.length} 项`,
            missed ? el('span.cf-late', {}, `其中逾期 ${missed} 项`) : null
          ),
          ended.map(item => clock(item, false))
        )
      : null
  );
}

/** How a letter travelled on paper, and who registered it. */
function onPaper(paper) {
  const by = name => (name ? `（登记人 ${name}）` : '');
  return el(
    'p.cf-quiet',
    {},
    [
      `${paper.stateTitle}（对方未接入本系统）`,
      paper.dispatchedOn ? `寄出 ${paper.dispatchedOn} ${paper.way}${by(paper.dispatchedBy)}` : null,
      paper.deliveredOn ? `签收 ${paper.deliveredOn} ${paper.signedBy}${by(paper.deliveredBy)}` : null
    ]
      .filter(Boolean)
      .join('；')
  );
}

function letter(item, papers) {
  const paper = papers.find(one => one.letterId === item.id);
  return el(
    'details.cf-letter',
    {},
    el(
      'summary',
      {},
      el('strong.cf-letter-no', {}, item.number),
      el('span', {}, item.title),
      el('span.cf-quiet', {}, item.ours ? `发往 ${item.receiverName}` : `来自 ${item.senderName}`),
      el(
        'span.cf-receipts',
        {},
        el('span.cf-quiet', {}, `签发 ${moment(item.issuedAt)}`),
        item.receipts
          .filter(receipt => ['DELIVERED', 'ACKNOWLEDGED', 'READ'].includes(receipt.stage))
          .map(receipt => tag(`${receipt.title} ${moment(receipt.at)}`, 'done'))
      ),
      paper ? onPaper(paper) : null
    ),
    el('p.cf-letter-subject', {}, item.subject),
    item.paragraphs.map(paragraph =>
      el(
        'div.cf-paragraph',
        {},
        paragraph.heading ? el('strong', {}, paragraph.heading) : null,
        el('p', {}, paragraph.text)
      )
    ),
    item.evidence.length ? el('p.cf-quiet', {}, `附证据 ${item.evidence.length} 份，见“证据”部分。`) : null
  );
}

export function letters(file) {
  if (file.role === OWNER && file.letters.length === 0) {
    return null;
  }
  return section(
    '函件',
    file.letters.length ? '展开可看全文' : null,
    file.letters.length ? file.letters.map(item => letter(item, file.papers)) : none('还没有往来函件。')
  );
}

/** What changed hands: one line of progress, and unfolded why and to whom. */
function transfer(item) {
  return el(
    'div.cf-finding',
    {},
    el(
      'p.cf-line',
      {},
      tag(item.stateTitle, 'state'),
      el('strong', {}, `${item.ours ? '移送' : '承接'}${item.whatTitle}`),
      item.counterpartName ? el('span', {}, `${item.ours ? '至' : '来自'} ${item.counterpartName}`) : null,
      el('span.cf-quiet', {}, item.id)
    ),
    facts([
      ['最新进展', item.progress ? `${item.progress}（${moment(item.progressAt)}）` : null],
      ['移送理由', item.reason],
      ['管辖研判', item.reasoning],
      ['依据', item.articles.join('、')],
      ['尚须查明（至少一项）', item.missing.join('、')],
      ['选择其他局的理由', item.choiceReason],
      ['追究时效至', item.limitationDate],
      ['要求答复日期', item.answerBy],
      [item.ours ? '对方答复' : '本局答复', item.answer],
      ['有管辖权的局', item.competentName],
      ['移送材料', item.materials.join('、')],
      ['并案办理的移送', item.together.join('、')]
    ])
  );
}

export function transfers(file) {
  return file.transfers.length === 0 ? null : section('移送', null, file.transfers.map(transfer));
}

const GOOD = ['ANSWERED', 'NO_RECORD'];
const BAD = ['REFUSED', 'DECLINED'];

function stateKind(state) {
  return GOOD.includes(state) ? 'done' : BAD.includes(state) ? 'late' : 'state';
}

/** Two records or fewer read better from top to bottom. */
function rows(item) {
  if (item.rows.length === 0) {
    return null;
  }
  const heads = item.columns.map(column => (column.masked ? `${column.title}＊` : column.title));
  const cell = value => (value === null || value === '' ? '—' : value);
  const body =
    item.rows.length === 1
      ? facts(heads.map((head, index) => [head, cell(item.rows[0][index])]))
      : table(heads, item.rows.map(row => row.map(cell)), '.cf-table-data');
  return [
    body,
    el(
      'p.cf-hint',
      {},
      item.total > item.rows.length ? `共 ${count(item.total)} 条，显示前 ${item.rows.length} 条。` : `共 ${count(item.total)} 条。`,
      item.columns.some(column => column.masked) ? '标＊的为个人信息，已作遮盖；查看已留痕。' : '',
      '完整数据见“证据”部分的原始文件。'
    )
  ];
}

function dataset(item, file) {
  const period = item.from ? `${item.from} 至 ${item.to}` : null;
  return el(
    'details.cf-dataset',
    {open: (item.rows.length > 0 && item.rows.length <= 3) || item.dialogue.length > 0 || Boolean(item.archivedAt)},
    el(
      'summary',
      {},
      el('strong', {}, item.title),
      tag(item.stateTitle, stateKind(item.state)),
      item.overdue ? tag('平台逾期答复', 'late') : null,
      item.granted ? tag('随复函提供') : null,
      item.archivedAt ? tag('记录已归档') : null,
      el('span.cf-quiet', {}, item.total ? `${count(item.total)} 条` : ''),
      el('span.cf-quiet', {}, item.answeredAt ? moment(item.answeredAt) : '')
    ),
    item.refusalTitle || item.explanation
      ? el('p.cf-explain', {}, [item.refusalTitle, item.explanation].filter(Boolean).join('：'))
      : null,
    el(
      'p.cf-quiet',
      {},
      [
        period ? `期间 ${period}` : null,
        item.submittedAt ? `提交平台 ${moment(item.submittedAt)}` : null,
        item.dueAt && !item.answeredAt ? `应于 ${due(item.dueAt)} 前答复` : null
      ]
        .filter(Boolean)
        .join('　')
    ),
    item.decider ? el('p.cf-quiet', {}, decider(item.decider)) : null,
    dialogue(item),
    rows(item),
    records(item, file)
  );
}

/** Who had to approve it, who did, and which version of the table said so. */
function decider({tierTitle, approver, approverTitle, approvedBy, citation, version}) {
  return [
    approver && approver !== 'NONE' ? `${tierTitle}：由${approverTitle}审批` : tierTitle,
    approvedBy ? `审批人 ${approvedBy}` : null,
    `依据 ${citation}`,
    version ? `数据分级表第 ${version} 版` : null
  ]
    .filter(Boolean)
    .join('　');
}

export function datasets(file) {
  if (file.datasets.length === 0) {
    return null;
  }
  return section('数据答复', null, file.datasets.map(item => dataset(item, file)));
}

export function findings(file) {
  if (file.findings.length === 0) {
    return null;
  }
  return section(
    '核查结论',
    null,
    file.findings.map(item =>
      el(
        'div.cf-finding',
        {},
        el(
          'p.cf-line',
          {},
          tag(item.conclusionTitle, 'state'),
          item.round ? tag(`第 ${item.round} 次补充`) : null,
          item.confirmedBy ? tag(`${item.confirmedBy} 已复核`, 'done') : tag('待复核'),
          el('span.cf-quiet', {}, `${item.writtenBy}　${moment(item.writtenAt)}`)
        ),
        el('p.cf-text', {}, item.text)
      )
    )
  );
}

function hash(sha256, name = 'SHA-256') {
  const button = el(
    'button.btn.btn-link.cf-copy',
    {type: 'button', title: `${name} ${sha256}`, 'aria-label': `复制 ${name} 校验值 ${sha256}`},
    `${sha256.slice(0, 12)}…`,
    el('span.cf-copy-word', {}, '复制')
  );
  button.onclick = async () => {
    const word = button.querySelector('.cf-copy-word');
    try {
      await navigator.clipboard.writeText(sha256);
      word.textContent = '已复制';
    } catch {
      // Without a secure connection browsers do not let pages copy: show the whole value instead.
      button.replaceWith(el('code.cf-hash', {}, sha256));
    }
  };
  return button;
}

/** Reads the file again on the server; what comes of it takes the button's place. */
function check(item) {
  const button = el('button.btn.btn-link.cf-check', {type: 'button', 'aria-label': `校验 ${item.name}`}, '校验');
  button.onclick = async () => {
    button.disabled = true;
    button.textContent = '正在校验…';
    try {
      const result = await act(url('evidence', item.id, 'verification'));
      button.replaceWith(
        result.intact ? tag(`与封存时一致 ${moment(result.verifiedAt)}`, 'done') : el('span.cf-late', {}, result.findings.join(''))
      );
    } catch (problem) {
      button.replaceWith(el('span.cf-late', {}, problem.message));
    }
  };
  return button;
}

export function evidence(file) {
  const datasetOf = new Map(file.datasets.map(item => [item.requestNo, item.title]));
  const how = item => [datasetOf.get(item.subjectId), item.method].filter(Boolean).join('：');
  const whole = el('a', {download: '', target: '_self'}, '导出证据包');
  const named = new Map(file.evidence.map(item => [item.id, el('span')]));
  const masking = el('div.cf-unmask');

  /** What is a masked copy, and what nobody gets who says no purpose, is said before anybody presses. */
  function link(openly) {
    const asked = query(openly);
    whole.href = `${url('cases', file.caseNo, 'evidence', 'package')}${asked}`;
    for (const item of file.evidence) {
      const held = !asked && item.form === 'WITHHELD';
      named.get(item.id).replaceChildren(
        held
          ? el('span', {}, item.name)
          : el('a', {href: `${url('evidence', item.id, 'content')}${asked}`, download: '', target: '_self'}, item.name),
        ' ',
        item.form === 'PLAIN' ? '' : tag(asked ? '原件' : held ? '不能直接下载' : '脱敏副本', asked ? 'late' : undefined)
      );
    }
  }

  link({});
  if (file.evidence.some(item => item.form !== 'PLAIN')) {
    read(url('cases', file.caseNo, 'unmasking'))
      .then(rights =>
        masking.replaceChildren(
          rights.mayUnmask ? purpose(rights.purposes, {button: '下载原件', shown: '下载和导出的是原件，个人信息未遮盖'}, link) : '',
          el(
            'p.cf-hint',
            {},
            '平台提供的文件含有个人信息，下载和导出的是脱敏副本，不能脱敏的不提供；' +
              (rights.mayUnmask ? '需要原件的，请选择并写明用途。' : '原件只向正在办理本案的办案人员提供，并须写明用途。')
          )
        )
      )
      .catch(problem => masking.replaceChildren(el('p.cf-problem', {role: 'alert'}, problem.message)));
  }
  return section(
    '证据',
    file.evidence.length ? `${file.evidence.length} 份` : null,
    file.evidence.length
      ? table(
          ['文件', '大小', 'SHA-256 / SM3', '来源', '取得时间', '校验'],
          file.evidence.map(item => [
            [named.get(item.id), ' ', item.ours ? null : tag('来函附送'), el('small.cf-how', {}, how(item))],
            el('span.cf-nowrap', {}, size(item.bytes)),
            [hash(item.sha256), item.sm3 ? hash(item.sm3, 'SM3') : null],
            item.sourceName,
            el('span.cf-nowrap', {}, moment(item.receivedAt)),
            check(item)
          ]),
          '.cf-table-evidence'
        )
      : none('还没有证据。'),
    masking,
    file.evidence.length
      ? el('p.cf-hint', {}, whole, '　内有文件、提取和保管记录、签名和时间戳，可以离线核验；查看、校验和导出都会留痕。')
      : null
  );
}

const IN_FORCE = ['EXECUTED', 'PUBLISHED', 'UPHELD', 'ANSWERED'];

function disposition(item) {
  const link = address =>
    /^https?:\/\//.test(address)
      ? el('a', {href: address, target: '_blank', rel: 'noopener noreferrer'}, '查看公示')
      : address;
  return [
    el(
      'p.cf-line',
      {},
      tag(item.stageTitle, 'state'),
      item.letterNo ? el('strong', {}, item.letterNo) : null,
      item.issuedAt ? el('span.cf-quiet', {}, `签发 ${moment(item.issuedAt)}`) : null,
      item.legalHook ? el('span.cf-quiet', {}, item.legalHook) : null
    ),
    item.targets.length
      ? table(
          ['措施', '对象', '期限', '结果', '执行时间', '平台答复', '公示'],
          item.targets.map(target => [
            target.measureTitle,
            `${target.targetTitle} ${target.target}`,
            target.term || '—',
            tag(
              target.stateTitle,
              IN_FORCE.includes(target.state) ? 'done' : target.state === 'REFUSED' ? 'late' : 'state'
            ),
            target.executedAt ? moment(target.executedAt) : '—',
            [target.result, target.reason].filter(Boolean).join('；') || '—',
            target.publicityUrl ? link(target.publicityUrl) : '—'
          ])
        )
      : none('还没有拟定处置对象。'),
    item.appeals.map(appeal =>
      el(
        'div.cf-finding',
        {},
        el(
          'p.cf-line',
          {},
          tag('商家申诉', 'late'),
          el('span.cf-quiet', {}, moment(appeal.receivedAt)),
          appeal.decisionTitle ? tag(appeal.decisionTitle, 'done') : tag('待处理')
        ),
        el('p.cf-text', {}, appeal.content),
        appeal.reason ? el('p.cf-text', {}, `处理理由：${appeal.reason}`) : null
      )
    ),
    item.lifts.map(lift =>
      el(
        'div.cf-finding',
        {},
        el(
          'p.cf-line',
          {},
          tag('解除处置', 'state'),
          tag(lift.stageTitle),
          lift.letterNo ? el('strong', {}, lift.letterNo) : null,
          lift.issuedAt ? el('span.cf-quiet', {}, moment(lift.issuedAt)) : null
        ),
        el('p.cf-text', {}, lift.reason)
      )
    )
  ];
}

export function dispositions(file) {
  if (file.dispositions.length === 0) {
    return null;
  }
  return section(
    '处置',
    null,
    file.dispositions.map(item => [disposition(item), byHand(file, item)])
  );
}

export function milestones(file) {
  if (file.milestones.length === 0) {
    return null;
  }
  return section(
    '办理记录',
    null,
    el(
      'details',
      {},
      el('summary', {}, `共 ${file.milestones.length} 项，最近一项：${file.milestones[file.milestones.length - 1].title}`),
      el(
        'ol.cf-milestones',
        {},
        file.milestones.map(item =>
          el(
            'li',
            {},
            el('time', {}, moment(item.at)),
            el('span', {}, item.title),
            item.by ? el('span.cf-quiet', {}, item.by) : null,
            item.byOtherSide ? tag('对方') : null,
            item.note ? el('p.cf-milestone-note', {}, item.note) : null
          )
        )
      )
    )
  );
}

/** What people entered into fields and steps that a modeler added, as their forms call it. */
export function further(file) {
  if (file.further.length === 0) {
    return null;
  }
  const masked = file.further.some(item => item.fields.some(field => field.masked));
  return section(
    '补充信息',
    null,
    file.further.map(item =>
      el(
        'div.cf-finding',
        {},
        el('p.cf-line', {}, el('strong', {}, item.step), el('span.cf-quiet', {}, `${item.by}　${moment(item.at)}`)),
        facts(item.fields.map(field => [field.masked ? `${field.label}＊` : field.label, field.value]))
      )
    ),
    masked ? el('p.cf-hint', {}, '标＊的为个人信息，已作遮盖；完整内容随证据包导出。') : null
  );
}
