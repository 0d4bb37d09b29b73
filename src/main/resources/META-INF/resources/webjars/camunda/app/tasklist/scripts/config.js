// What Tasklist is told of this installation. Everything not named here keeps its default.
import {english, locales} from '../../../../bridge/language.js';

export default {
  app: {vendor: english ? 'Redshield Bridge' : '红盾云桥', name: english ? 'Tasklist' : '工作台'},
  locales,
  disableWelcomeMessage: true,
  customScripts: [
    '../../../bridge/app',
    'scripts/casefile/plugin',
    'scripts/workspace/plugin',
    'scripts/drafts/plugin',
    'scripts/dates/plugin',
    'scripts/after/plugin',
    'scripts/desk/plugin',
    'scripts/messages/plugin',
    'scripts/dispatch/plugin',
    'scripts/workload/plugin'
  ],
  shortcuts: {
    claimTask: {
      key: 'ctrl+alt+c',
      description: english ? 'claims the selected task' : '认领所选任务'
    },
    focusFilter: {
      key: 'ctrl+shift+f',
      description: english ? 'goes to the first filter' : '转到第一个清单'
    },
    focusList: {
      key: 'ctrl+alt+l',
      description: english ? 'goes to the first task of the list' : '转到列表中的第一项任务'
    },
    focusForm: {
      key: 'ctrl+alt+f',
      description: english ? 'goes to the first field of the form' : '转到表单的第一个输入框'
    },
    startProcess: {
      key: 'ctrl+alt+p',
      description: english ? 'opens the list of processes to start' : '打开可以发起的流程'
    }
  }
};
