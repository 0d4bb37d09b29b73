// What Welcome is told of this installation. Everything not named here keeps its default.
import {english, locales} from '../../../../bridge/language.js';

export default {
  app: {vendor: english ? 'Redshield Bridge' : '红盾云桥', name: english ? 'Welcome' : '首页'},
  locales,
  disableWelcomeMessage: true,
  // In place of the engine's own documentation.
  links: [],
  customScripts: ['../../../bridge/app']
};
