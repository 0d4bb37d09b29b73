// What comes to a person by itself: the bell in the navigation bar. Messages are a section of the case file (talk.js).
import {showBell} from './bell.js';

export default [
  {
    id: 'inbox',
    pluginPoint: 'tasklist.navbar.action',
    // Before the search for a case (150).
    priority: 160,
    render: showBell
  }
];
