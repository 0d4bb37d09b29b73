// What Cockpit is told of this installation. Everything not named here keeps its default.
export default {
  customScripts: ['scripts/oversight/plugin']
};
