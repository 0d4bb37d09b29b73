// An auditor signs in to Cockpit: from there he finds the record.
import {learn, me} from '../../../../../bridge/me.js';

const AUDITORS = ['auditor', 'camunda-admin'];

function draw(node) {
  const section = node.closest('section');
  const auditor = me().roles.some(role => AUDITORS.includes(role));
  if (section) {
    section.hidden = !auditor;
  }
  if (auditor) {
    const text = document.createElement('p');
    text.textContent = '谁在什么时候查看、办理、导出了什么，谁被拒绝：按人员、单位、案件、类别、时间检索，也可以查谁看过某个人的信息。';
    const link = document.createElement('a');
    Object.assign(link, {href: new URL('/record', location.href).pathname, className: 'btn btn-primary'});
    link.textContent = '查看审计记录';
    node.replaceChildren(text, link);
  }
}

export default [
  {
    id: 'auditor-record',
    pluginPoint: 'cockpit.dashboard',
    priority: 2000,
    properties: {label: '审计记录'},
    // Whoever has just signed in is not known yet.
    render: node => learn().then(() => draw(node))
  }
];
