// The one place where the page learns that a form was sent, of a task or to start a process, and what was answered.
import {isOpen} from '../casefile/once.js';
import {onAnswer} from '../drafts/session.js';

const SUBMIT = /\/(task|process-definition)\/([^/]+)\/submit-form$/;

/**
 * @param listener is told each time: ({kind: 'tasks' or 'starts', id}, taken, answer, open), with what the answer holds, and whether it
 *     leaves open what came of the form
 */
export function onSent(listener) {
  onAnswer((address, status, answer) => {
    const [, kind, id] = decodeURIComponent(address).match(SUBMIT) || [];
    if (kind) {
      const told = answer();
      const taken = status >= 200 && status < 300;
      listener({kind: kind === 'task' ? 'tasks' : 'starts', id}, taken, told, isOpen(status, JSON.stringify(told)));
    }
  });
}
