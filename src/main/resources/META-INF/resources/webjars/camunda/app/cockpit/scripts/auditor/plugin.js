// An auditor signs in to Cockpit: from there he finds the record.
import {learn, me} from '../../../../../bridge/me.js';

const AUDITORS = ['auditor', 'camunda-admin'];

function panel() {
  const title = document.createElement('h3');
  title.textContent = '审计记录';
  const text = document.createElement('p');
  text.textContent = '谁在什么时候查看、办理、导出了什么，谁被拒绝：按人员、单位、案件、类别、时间检索，也可以查谁看过某个人的信息。';
  const link = document.createElement('a');
  Object.assign(link, {href: new URL('/record', location.href).pathname, className: 'btn btn-primary'});
  link.textContent = '查看审计记录';
  const inner = document.createElement('div');
  inner.className = 'inner';
  inner.append(title, text, link);
  const section = document.createElement('section');
  section.className = 'ov-first';
  section.append(inner);
  return section;
}

/** All plug-ins share one section, which is not there for whoever supervises nothing: this stands in one of its own. */
function draw(node) {
  const row = node.closest('.row');
  if (row) {
    row.hidden = true;
  }
  const section = node.closest('section');
  if (section && me().roles.some(role => AUDITORS.includes(role))) {
    section.before(panel());
  }
}

export default [
  {
    id: 'auditor-record',
    pluginPoint: 'cockpit.dashboard',
    priority: 500,
    properties: {label: '审计记录'},
    // Whoever has just signed in is not known yet.
    render: node => learn().then(() => draw(node))
  }
];
