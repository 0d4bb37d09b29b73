// The desk: counts at the lists of tasks, what has changed, taking several tasks at once.
import {renderHead} from './head.js';
import {renderPick} from './pick.js';
import {watchForRepeated} from './repeated.js';
import {watchForShops} from './shop.js';

watchForRepeated();
watchForShops();

export default [
  {
    id: 'desk-head',
    pluginPoint: 'tasklist.list',
    // Before Tasklist's own search (100).
    priority: 200,
    render: renderHead
  },
  {
    id: 'desk-pick',
    pluginPoint: 'tasklist.card',
    // Before what the case says (300).
    priority: 400,
    render: renderPick
  }
];
