// Adding a file to the case.
import {send, url} from './api.js';
import {el, labelled, size} from './dom.js';

const LONGEST_NOTE = 200;

/** What the bridge would refuse is said before anything is sent. */
function objection(file, {maxBytes, extensions}) {
  if (!file) {
    return '请先选择要添加的文件。';
  }
  if (file.size === 0) {
    return '文件是空的，没有添加。';
  }
  if (file.size > maxBytes) {
    return `文件超过 ${size(maxBytes)}，没有添加。请压缩或拆分后分别添加。`;
  }
  const ending = file.name.slice(file.name.lastIndexOf('.') + 1).toLowerCase();
  return extensions.includes(ending) ? null : `不能添加这类文件。可以添加的类型有：${extensions.join('、')}。`;
}

export function upload(caseFile, subjectId, reload) {
  const file = el('input.cf-file', {
    type: 'file',
    accept: caseFile.upload.extensions.map(extension => `.${extension}`).join(',')
  });
  const note = el('input.form-control.cf-note-input', {
    type: 'text',
    maxLength: LONGEST_NOTE,
    placeholder: '例如：现场检查笔录'
  });
  const bar = el('progress.cf-progress', {max: 1, value: 0, hidden: true, 'aria-label': '上传进度'});
  const message = el('p.cf-message', {role: 'status', hidden: true});
  const button = el('button.btn.btn-default', {type: 'submit'}, '添加到案卷');

  function say(text, failed) {
    message.textContent = text;
    message.classList.toggle('cf-problem', failed);
    message.hidden = false;
  }

  async function submit(event) {
    event.preventDefault();
    const chosen = file.files[0];
    const no = objection(chosen, caseFile.upload);
    if (no) {
      say(no, true);
      return;
    }
    const form = new FormData();
    form.append('file', chosen);
    form.append('note', note.value);
    form.append('subjectId', subjectId);
    button.disabled = true;
    bar.hidden = false;
    message.hidden = true;
    try {
      await send(url('cases', caseFile.caseNo, 'evidence'), form, part => (bar.value = part));
      await reload();
    } catch (problem) {
      say(problem.message, true);
    } finally {
      button.disabled = false;
      bar.hidden = true;
    }
  }

  return el(
    'div',
    {},
    el(
      'form.cf-upload',
      {onsubmit: submit},
      labelled('文件', file),
      labelled('说明', note),
      button,
      bar
    ),
    el('p.cf-hint', {}, `单个文件不超过 ${size(caseFile.upload.maxBytes)}；添加后即封存并计算 SHA-256，不能修改。`),
    message
  );
}
