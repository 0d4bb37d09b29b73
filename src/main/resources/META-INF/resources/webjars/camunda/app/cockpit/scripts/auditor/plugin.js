// An auditor signs in to Cockpit: from there he finds the record.
import {me} from '../../../../../bridge/me.js';

const AUDITORS = ['auditor', 'camunda-admin'];

export default [
  {
    id: 'auditor-record',
    pluginPoint: 'cockpit.dashboard',
    priority: 2000,
    properties: {label: '审计记录'},
    render(node) {
      const section = node.closest('section');
      if (!me().roles.some(role => AUDITORS.includes(role))) {
        if (section) {
          section.hidden = true;
        }
        return;
      }
      const link = document.createElement('a');
      Object.assign(link, {className: 'btn btn-primary', textContent: '查看审计记录'});
      link.href = new URL('/record', location.href).pathname;
      const text = document.createElement('p');
      text.textContent = '谁在什么时候查看、办理、导出了什么，谁被拒绝：按人员、单位、案件、类别、时间，或者按谁的信息检索。';
      node.append(text, link);
    }
  }
];
