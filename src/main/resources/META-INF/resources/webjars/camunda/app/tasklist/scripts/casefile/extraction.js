// 制作提取笔录: the record of how electronic data were extracted, made of files that are sealed already.
import {html, useRef, useState} from '/bridge/lib/preact.js';
import {change, query, read, url} from './api.js';
import {Said, Section} from './parts.js';

const LONGEST = 2000;

const Line = ({label, name, hint}) => html`<label class="cf-field">
  ${label}<input class="form-control" type="text" name=${name} maxlength=${LONGEST} placeholder=${hint} />
</label>`;

const Lines = ({label, name, hint}) => html`<label class="cf-field">
  ${label}<textarea class="form-control" name=${name} rows="3" maxlength=${LONGEST} placeholder=${hint}></textarea>
</label>`;

const Officer = ({label, name, officers, chosen}) => html`<label class="cf-field">
  ${label}<select class="form-control" name=${name}>
    <option value="">请选择</option>
    ${officers.map(
      one => html`<option value=${one.certificateNo} selected=${one === chosen}>
        ${`${one.name}（${one.certificateNo}）`}
      </option>`
    )}
  </select>
</label>`;

/** Offered where files can be added, once there are some of our own. */
export function Extraction({file: {caseNo, evidence, upload}, found: {subjectId}, reload}) {
  const form = useRef();
  const [officers, setOfficers] = useState(null);
  const [sending, setSending] = useState(false);
  const [said, say] = useState({});
  const own = evidence.filter(item => item.ours);

  function opened(event) {
    if (event.target.open && !officers) {
      read(url('cases', caseNo, 'extraction-records', 'officers')).then(setOfficers, problem =>
        say({text: problem.message, failed: true})
      );
    }
  }

  async function submit(event) {
    event.preventDefault();
    const fields = new FormData(form.current);
    const content = {
      ...Object.fromEntries([...fields].filter(([name]) => !['evidence', 'officers', 'present', 'recorded'].includes(name))),
      evidence: fields.getAll('evidence'),
      officers: fields.getAll('officers').filter(Boolean),
      present: fields.has('present'),
      recorded: fields.has('recorded')
    };
    setSending(true);
    say({});
    try {
      const {name} = await change('POST', url('cases', caseNo, 'extraction-records') + query({subjectId}), content);
      form.current.reset();
      await reload();
      say({text: `已制作“${name}”，在证据列表中。请打印后由各方核对签名，再把签名件扫描添加到案卷。`});
    } catch (problem) {
      say({text: problem.message, failed: true});
    }
    setSending(false);
  }

  return (
    subjectId &&
    upload.allowed &&
    own.length > 0 &&
    html`<${Section} title="电子数据证据提取笔录">
      <details onToggle=${opened}>
        <summary>制作提取笔录</summary>
        ${officers &&
        html`<form class="cf-extraction" aria-label="制作提取笔录" ref=${form} onSubmit=${submit}>
          <fieldset>
            <legend>提取的电子数据</legend>
            ${own.map(
              item => html`<label class="cf-line">
                <input type="checkbox" name="evidence" value=${item.id} /> ${item.name}
              </label>`
            )}
          </fieldset>
          <label class="cf-field">
            提取开始时间<input class="form-control" type="datetime-local" name="begunAt" />
          </label>
          <label class="cf-field">
            提取结束时间<input class="form-control" type="datetime-local" name="endedAt" />
          </label>
          <${Line} label="提取地点" name="place" />
          <${Officer} label="执法人员" name="officers" officers=${officers} chosen=${officers.find(one => one.mine)} />
          <${Officer} label="另一名执法人员" name="officers" officers=${officers} />
          <${Line} label="提取人（执法人员以外的，选填）" name="extractor" hint="例如：受委托的专业技术人员的姓名和单位" />
          <${Line} label="被检查人" name="examined" hint="当事人的名称或姓名" />
          <label class="cf-line"><input type="checkbox" name="present" /> 被检查人到场</label>
          <${Line} label="见证人（选填）" name="witness" hint="姓名和身份；当事人未到场的，应有见证人或者全程录音录像" />
          <label class="cf-line"><input type="checkbox" name="recorded" /> 全程录音录像</label>
          <${Lines} label="原始存储介质名称及状态" name="medium" hint="不能提取原始介质的，写明原因" />
          <${Lines} label="提取方法和过程" name="process" hint="使用的工具和步骤" />
          <${Lines} label="提取的电子数据内容" name="content" />
          <button type="submit" class="btn btn-default" disabled=${sending}>制作提取笔录</button>
        </form>`}
        <p class="cf-hint">笔录列出所选文件的校验值，制作后即封存，列入证据和案卷；笔录没有文号，打印后由各方签名。</p>
      </details>
      <${Said} ...${said} />
    <//>`
  );
}
