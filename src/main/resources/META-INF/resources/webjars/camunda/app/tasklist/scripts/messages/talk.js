// 联系对方: what the sides of a case write each other, in the case file. It changes by itself.
import {html, useEffect, useRef, useState} from '/bridge/lib/preact.js';
import {post, read, url} from '../casefile/api.js';
import {moment} from '../casefile/figures.js';
import {useKept} from '../casefile/kept.js';
import {Section} from '../casefile/parts.js';
import {subscribe} from './stream.js';

function mark(message) {
  if (!message.ours) {
    return '';
  }
  const read = message.readAt && `对方已读 ${moment(message.readAt)}`;
  return read || (message.deliveredAt ? '已送达，对方未读' : '发送中');
}

function Message({message}) {
  const from = message.ours ? `本单位${message.by ? `（${message.by}）` : ''} 致 ${message.receiverName}` : message.senderName;
  return html`<li class=${message.ours ? 'ms-message ms-ours' : 'ms-message'}>
    <span class="ms-quiet">${from}　${moment(message.at)}</span>
    <p>${message.text}</p>
    <span class="ms-quiet ms-mark">${mark(message)}</span>
  </li>`;
}

/** A new message bears its id from the first try on: tried again, it is the same. */
function Write({talk, caseNo, onTalk}) {
  const {form, node, sent} = useKept('message', '联系对方');
  const [filled, fill] = useState(false);
  const [problem, object] = useState(null);
  const [busy, wait] = useState(false);

  function onInput() {
    const {id, text} = node.current.elements;
    id.value = text.value && (id.value || crypto.randomUUID());
    form.onInput();
    fill(Boolean(text.value.trim()));
  }

  async function send(event) {
    event.preventDefault();
    wait(true);
    const {id, to, text} = node.current.elements;
    try {
      onTalk(await post(url('cases', caseNo, 'messages'), {id: id.value, to: to.value, text: text.value}));
      sent();
      fill(false);
      object(null);
    } catch (refused) {
      object(refused.message);
    }
    wait(false);
  }

  return html`<form class="ms-write" ref=${form.ref} onInput=${onInput} onSubmit=${send}>
    <input type="hidden" name="id" />
    <label>
      收件单位
      <select class="form-control" name="to">
        ${talk.partners.map(partner => html`<option key=${partner.code} value=${partner.code}>${partner.name}</option>`)}
      </select>
    </label>
    <textarea
      class="form-control"
      name="text"
      rows="2"
      maxlength=${talk.longest}
      aria-label="消息"
      placeholder="消息会记入双方案卷，不能撤回"
    ></textarea>
    <button type="submit" class="btn btn-primary" disabled=${busy || !filled}>发送</button>
    ${problem && html`<p class="cf-problem" role="alert">${problem}</p>`}
  </form>`;
}

function Messages({caseNo}) {
  const [talk, put] = useState(null);
  const [problem, object] = useState(null);
  const place = useRef(null);
  const latest = useRef(null);

  const unread = talk && talk.mayWrite && talk.messages.some(message => !message.ours && !message.readAt);

  useEffect(() => {
    async function look(about) {
      if (!place.current || !place.current.isConnected) {
        // The file was drawn anew.
        end();
      } else if (!about || about === caseNo) {
        try {
          put(await read(url('cases', caseNo, 'messages')));
          object(null);
        } catch (refused) {
          object(refused.message);
        }
      }
    }
    const end = subscribe('messages', look);
    look('');
    return end;
  }, [caseNo]);

  // Read is what stood before somebody's eyes.
  useEffect(() => {
    if (!unread) {
      return undefined;
    }
    let onScreen = false;
    async function seen() {
      if (onScreen && document.visibilityState === 'visible') {
        leave();
        try {
          put(await post(url('cases', caseNo, 'messages', 'read'), {}));
        } catch (refused) {
          object(refused.message);
        }
      }
    }
    const eye = new IntersectionObserver(changes => {
      onScreen = changes.at(-1).isIntersecting;
      seen();
    });
    function leave() {
      eye.disconnect();
      document.removeEventListener('visibilitychange', seen);
    }
    eye.observe(latest.current);
    document.addEventListener('visibilitychange', seen);
    return leave;
  }, [unread]);

  const to = talk && talk.mayWrite ? talk.partners.filter(partner => partner.open) : [];
  return html`<div ref=${place}>
    ${problem && html`<p class="cf-problem" role="alert">${problem}</p>`}
    ${talk && talk.messages.length === 0 && html`<p class="cf-none">没有消息。</p>`}
    <ol class="ms-talk" aria-live="polite">
      ${talk && talk.messages.map(message => html`<${Message} key=${message.id} message=${message} />`)}
    </ol>
    <span ref=${latest}></span>
    ${to.length > 0 &&
    html`<${Write} caseNo=${caseNo} talk=${{...talk, partners: to}} onTalk=${put} />`}
    ${talk && to.length === 0 &&
    html`<p class="cf-hint">只能与本案中互有函件往来的单位联系；双方都办结后不能再发送。</p>`}
  </div>`;
}

/** The section of the case file. */
export const Talk = ({file}) =>
  html`<${Section} title="联系对方"><${Messages} caseNo=${file.caseNo} /><//>`;
