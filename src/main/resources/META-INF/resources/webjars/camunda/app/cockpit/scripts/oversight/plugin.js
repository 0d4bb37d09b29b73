// Supervision in Cockpit: what is late in all of the supervisor's bureaus, and the deadlines of one instance.
import {renderDashboard} from './dashboard.js';
import {renderTab} from './tab.js';

export default [
  {
    id: 'oversight-dashboard',
    pluginPoint: 'cockpit.dashboard',
    priority: 1000,
    properties: {label: '期限督办'},
    render: renderDashboard
  },
  {
    id: 'oversight-deadlines',
    pluginPoint: 'cockpit.processInstance.runtime.tab',
    // After the variables (20), which open first.
    priority: 15,
    properties: {label: '期限与催办'},
    render: renderTab
  }
];
