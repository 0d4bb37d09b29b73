// Data that platforms are asked to keep before a letter asks for it.
import {change, read, url} from './api.js';
import {el, labelled, moment} from './dom.js';

function select(name, options, chosen) {
  return el(
    'select.form-control',
    {name},
    options.map(({value, label}) => el('option', {value, selected: value === chosen}, label))
  );
}

function input(name, props) {
  return el('input.form-control', {name, type: 'text', ...props});
}

/** What one may be asked to do with a hold, each a date or a click away. */
function acts(hold, address, options, say, reload) {
  const until = input('until', {
    type: 'date',
    min: options.earliest,
    max: options.latest,
    'aria-label': `${hold.holdNo} 延长至`
  });
  const act = (label, method, content) =>
    el(
      'button.btn.btn-default.btn-sm',
      {
        type: 'button',
        onclick: async event => {
          event.target.disabled = true;
          try {
            await change(method, `${address}/${encodeURIComponent(hold.holdNo)}`, content());
            await reload();
          } catch (problem) {
            say(problem.message);
            event.target.disabled = false;
          }
        }
      },
      label
    );
  return el(
    'p.cf-line.cf-hold-acts',
    {},
    until,
    act('延长至该日', 'PATCH', () => ({until: until.value || null})),
    act('解除保全', 'DELETE', () => undefined)
  );
}

function kind(hold) {
  return hold.status === 'REFUSED' ? 'late' : hold.open ? 'state' : 'done';
}

function entry(hold, address, options, say, reload) {
  return el(
    'div.cf-finding',
    {},
    el(
      'p.cf-line',
      {},
      el('span.cf-tag' + `.cf-tag-${kind(hold)}`, {}, hold.statusTitle),
      el('strong', {}, `${hold.platformName}　${hold.datasetTitle}`),
      el('span', {}, `${hold.targetTitle} ${hold.targetId}`),
      el('span.cf-quiet', {}, `${hold.open ? '保全至' : '原定至'} ${moment(hold.until)}`)
    ),
    el(
      'p.cf-explain',
      {},
      [
        hold.holdNo,
        hold.from || hold.to ? `期间 ${hold.from || '最早'} 至 ${hold.to || '今日'}` : null,
        `登记 ${moment(hold.orderedAt)}`,
        `理由：${hold.reason}`
      ]
        .filter(Boolean)
        .join('　')
    ),
    hold.explanation ? el('p.cf-text', {}, `平台说明：${hold.explanation}`) : null,
    options.allowed && hold.open ? acts(hold, address, options, say, reload) : null
  );
}

function form(file, address, options, say, reload) {
  const about = file.summary;
  const platform = select('platform', options.platforms, about.platform);
  const dataset = select('dataset', options.datasets, 'TRADE');
  const targetType = select('targetType', options.targetTypes, 'SHOP');
  const targetId = input('targetId', {maxLength: 64, defaultValue: about.shopId || ''});
  const from = input('from', {type: 'date', value: about.from || ''});
  const to = input('to', {type: 'date', value: about.to || ''});
  const basis = select(
    'basis',
    options.bases.map(text => ({value: text, label: text})),
    about.legalBasis
  );
  const until = input('until', {type: 'date', min: options.earliest, max: options.latest, value: options.latest});
  const reason = input('reason', {maxLength: 500, placeholder: '例如：店铺即将关闭，防止交易记录灭失'});
  const button = el('button.btn.btn-default', {type: 'submit'}, '请平台保全');
  const unable = el('p.cf-problem', {role: 'status', hidden: true});

  function able() {
    const {objection} = options.platforms.find(({value}) => value === platform.value) || {};
    unable.textContent = objection || '';
    unable.hidden = !objection;
    button.disabled = Boolean(objection);
  }

  async function submit(event) {
    event.preventDefault();
    button.disabled = true;
    try {
      await change('POST', address, {
        platform: platform.value,
        dataset: dataset.value,
        targetType: targetType.value,
        targetId: targetId.value,
        from: from.value || null,
        to: to.value || null,
        basis: basis.value,
        reason: reason.value,
        until: until.value || null
      });
      await reload();
    } catch (problem) {
      say(problem.message);
      button.disabled = false;
    }
  }

  platform.onchange = able;
  able();
  return el(
    'details.cf-hold-new',
    {},
    el('summary', {}, '提出新的保全请求'),
    el(
      'form.cf-hold-form',
      {onsubmit: submit},
      labelled('平台', platform),
      labelled('数据项', dataset),
      labelled('对象', targetType),
      labelled('对象编号', targetId),
      labelled('期间自', from),
      labelled('期间至', to),
      labelled('法律依据', basis),
      labelled('保全至', until),
      labelled('理由', reason),
      button
    ),
    unable,
    el('p.cf-hint', {}, '保全只请平台保存数据，不提供数据；正式调取仍须另行提出并按级别审批。')
  );
}

/** Fills itself: holds are asked for beside the case file, because only the platform's answer makes them. */
export function preservations(file, hide) {
  const address = url('cases', file.caseNo, 'preservations');
  const body = el('div', {}, el('p.cf-loading', {role: 'status'}, '正在读取……'));
  const message = el('p.cf-problem', {role: 'alert', hidden: true});

  function say(text) {
    message.textContent = text;
    message.hidden = !text;
  }

  async function load() {
    try {
      const [holds, options] = await Promise.all([read(address), read(`${address}/options`)]);
      say('');
      // Who can neither see nor do anything here needs no heading.
      hide(holds.length === 0 && !options.allowed);
      body.replaceChildren(
        ...(holds.length
          ? holds.map(hold => entry(hold, address, options, say, load))
          : [el('p.cf-none', {}, '没有保全请求。')]),
        ...(options.allowed ? [form(file, address, options, say, load)] : [])
      );
    } catch (problem) {
      body.replaceChildren();
      say(problem.message);
    }
  }

  load();
  return el('div', {}, body, message);
}
