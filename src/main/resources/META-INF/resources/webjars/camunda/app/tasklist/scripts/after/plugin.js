// After the click: what came of it and what comes next; or why not, and where. What ends a matter is asked about before.
import {onForm, shownForm} from '../drafts/forms.js';
import {whoIsSignedIn, onAnswer} from '../drafts/session.js';
import {read, url} from '../casefile/api.js';
import {UNSURE} from '../casefile/once.js';
import {close, opens, tellOutcome, tellRefusal} from './banner.js';
import {askBeforeTheEnd} from './final.js';
import {mark, watchForMissing} from './marks.js';
import {speaks} from './quiet.js';
import {onSent} from './sent.js';

const GONE = 'engine.task-gone';
const UNEXPECTED = '系统没有办成这次操作。已填写的内容还在，请稍后再试；仍不成功时请联系运维人员。';

function refused(of, {message, refusal, code, detail, fields = []}, open) {
  const {kind, id} = of;
  // Whatever has no code is no sentence of the bridge's; what was answered before the engine is a problem detail.
  const sentence = (refusal && message) || (code && detail) || (open ? UNSURE : UNEXPECTED);
  tellRefusal(of, sentence);
  const form = shownForm(kind, id);
  if (form && fields.length) {
    mark(form, fields, sentence);
  }
  if (refusal === GONE) {
    // Who has done it, the bridge says for two days.
    read(url(kind, id, 'outcome')).then(
      outcome => tellRefusal(of, `这项任务刚刚已经办结，这次提交没有生效。${outcome.sentence}`),
      () => {}
    );
  }
}

onSent((form, taken, answer, open) => {
  speaks();
  if (taken) {
    tellOutcome(form, form.kind === 'starts' ? answer.id : form.id);
  } else {
    refused(form, answer, open);
  }
});
onAnswer(() => whoIsSignedIn() || close());
onForm((form, schema, [kind, id]) => {
  opens(kind, id);
  askBeforeTheEnd(form, schema);
  watchForMissing(form, {kind, id});
});

export default [];
