// The case file in Tasklist: a tab beside the form, what a task's card shows of the case, and the search for a case.
import {renderCard} from './card.js';
import {renderCampaigns} from '/bridge/campaigns/link.js';
import {renderImports} from '/bridge/imports/link.js';
import {renderSearch} from './search.js';
import {renderTab} from './tab.js';

export default [
  {
    id: 'case-file',
    pluginPoint: 'tasklist.task.detail',
    // After the form (1000), before Tasklist's own history (800).
    priority: 900,
    properties: {label: '案卷'},
    render: renderTab
  },
  {
    id: 'case-card',
    pluginPoint: 'tasklist.card',
    priority: 300,
    render: renderCard
  },
  {
    id: 'case-search',
    pluginPoint: 'tasklist.navbar.action',
    // Before the start of a process (100), which is used most and stands at the edge.
    priority: 150,
    render: renderSearch
  },
  {
    id: 'clue-imports',
    pluginPoint: 'tasklist.navbar.action',
    // Before the search for a case (150): of the two it is used less.
    priority: 160,
    render: renderImports
  },
  {
    id: 'campaigns',
    pluginPoint: 'tasklist.navbar.action',
    priority: 155,
    render: renderCampaigns
  }
];
