// The one place where the page learns that a form was sent, of a task or to start a process, and what was answered.
import {onAnswer} from '../drafts/session.js';

const SUBMIT = /\/(task|process-definition)\/([^/]+)\/submit-form$/;

/** @param listener is told each time: ({kind: 'tasks' or 'starts', id}, taken, answer), with what the answer holds */
export function onSent(listener) {
  onAnswer((address, status, answer) => {
    const [, kind, id] = decodeURIComponent(address).match(SUBMIT) || [];
    if (kind) {
      listener({kind: kind === 'task' ? 'tasks' : 'starts', id}, status >= 200 && status < 300, answer());
    }
  });
}
