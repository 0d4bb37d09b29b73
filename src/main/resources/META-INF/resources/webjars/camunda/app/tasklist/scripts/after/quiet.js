// Tasklist's own messages about a form that was sent: the bridge has said it better. What it calls further tasks
// of the same process is often the way to withdraw it.

const SAID = ['COMPLETE_OK', 'COMPLETE_ERROR', 'PROCESS_START_OK', 'PROCESS_START_ERROR', 'ASSIGN_NOTE_PROCESS'];
/** Tasklist speaks after the answer, on a slow machine some seconds. */
const SAME_ACT = 15000;

let saidAt = 0;

/** The bridge speaks of the act that has just been. */
export function speaks() {
  saidAt = Date.now();
  quieten();
}

let isQuiet = false;

function quieten() {
  if (isQuiet) {
    return;
  }
  isQuiet = true;
  const injector = window.angular.element(document.body).injector();
  const notifications = injector.get('Notifications');
  const translate = injector.get('$translate');
  const {add} = notifications;
  notifications.add = function (message) {
    const ofTheAct = SAID.some(key => translate.instant(key) === message.status);
    if (!ofTheAct || Date.now() - saidAt > SAME_ACT) {
      add.call(this, message);
    }
  };
}
