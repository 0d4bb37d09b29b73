// What changes something bears an id. Whoever hears nothing of it sends it again with the same one, and the bridge does it once.

/** The header; the bridge calls it so for programs too. */
export const ID = 'Idempotency-Key';

/** Until it is sent again by itself, in milliseconds, one after the other. */
export const WAITS = [1000, 2000, 4000, 5000];

/** Nobody answered, or somebody on the way did. */
const ON_THE_WAY = [0, 502, 504];

/** The bridge itself, of which the same will be answered in a moment. */
const SOON = /"(?:code|refusal)":"(?:engine\.(?:database-away|unsure)|access\.(?:sessions-away|sent-unsure|sent-running)|balancer\.unanswered)"/;

/** What is told where nobody knows what came of it. */
export const UNSURE =
  '没有收到答复，这次操作可能已经办成，也可能没有办成。填写的内容还在，请过几秒再点一次：已经办成的只会告诉您结果，不会重复办理。';

/** The same of a file, which bears no id. */
export const FILE_UNSURE = '没有收到答复，文件可能已经保存，也可能没有。请先刷新页面，看文件是否已在列表中；不在的请检查网络后重新添加。';

/** By what was sent, as long as nobody knows what came of it. */
const unheard = new Map();

function anew() {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), byte => byte.toString(16).padStart(2, '0')).join('');
}

/** The id of what is sent: that of the same that was sent before, where nobody has heard of it. */
export function idOf(...sent) {
  const what = JSON.stringify(sent);
  if (!unheard.has(what)) {
    unheard.set(what, anew());
  }
  return unheard.get(what);
}

/** What came of it is known: the same once more would be another one. */
export function isHeard(...sent) {
  unheard.delete(JSON.stringify(sent));
}

/** Whether what was answered leaves open what came of it, or whether it was taken at all, so that the same is sent again. */
export function isOpen(status, body) {
  return ON_THE_WAY.includes(status) || ((status === 503 || status === 409) && SOON.test(body));
}
