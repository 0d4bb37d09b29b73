// What Cockpit is told of this installation. Everything not named here keeps its default.
import {english, locales} from '../../../../bridge/language.js';

export default {
  app: {vendor: english ? 'Redshield Bridge' : '红盾云桥', name: english ? 'Cockpit' : '督办台'},
  locales,
  disableWelcomeMessage: true,
  customScripts: ['../../../bridge/app', 'scripts/auditor/plugin', 'scripts/oversight/plugin']
};
