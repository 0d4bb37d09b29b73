// Adding a file to the case.
import {html, useState} from '/bridge/lib/preact.js';
import {send, url} from './api.js';
import {size} from './figures.js';
import {useKept} from './kept.js';
import {Said, Section} from './parts.js';

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

/** Files can be added where there is a subject to add them to. */
export const Upload = props =>
  props.found.subjectId && props.file.upload.allowed && html`<${Adding} ...${props} />`;

function Adding({file: {caseNo, upload}, found: {subjectId}, reload}) {
  const {form, node, sent: noteIsSent} = useKept('file', '添加文件');
  const [sent, setSent] = useState(null);
  const [said, say] = useState({});

  async function submit(event) {
    event.preventDefault();
    const {file, note} = node.current.elements;
    const no = objection(file.files[0], upload);
    if (no) {
      say({text: no, failed: true});
      return;
    }
    const content = new FormData();
    content.append('file', file.files[0]);
    content.append('note', note.value);
    content.append('subjectId', subjectId);
    say({});
    setSent(0);
    try {
      await send(url('cases', caseNo, 'evidence'), content, setSent);
      node.current.reset();
      noteIsSent();
      await reload();
    } catch (problem) {
      say({text: problem.message, failed: true});
    }
    setSent(null);
  }

  return html`<${Section} title="添加文件">
    <form class="cf-upload" ...${form} onSubmit=${submit}>
      <label>
        文件${' '}
        <input type="file" name="file" class="cf-file" accept=${upload.extensions.map(one => `.${one}`).join(',')} />
      </label>
      <label>
        说明${' '}
        <input
          type="text"
          name="note"
          class="form-control cf-note-input"
          maxlength=${LONGEST_NOTE}
          placeholder="例如：现场检查笔录"
        />
      </label>
      <button type="submit" class="btn btn-default" disabled=${sent !== null}>添加到案卷</button>
      <progress class="cf-progress" max="1" value=${sent || 0} hidden=${sent === null} aria-label="上传进度"></progress>
    </form>
    <p class="cf-hint">
      ${`单个文件不超过 ${size(upload.maxBytes)}；添加后即封存并计算 SHA-256，不能修改。`}
    </p>
    <${Said} ...${said} />
  <//>`;
}
