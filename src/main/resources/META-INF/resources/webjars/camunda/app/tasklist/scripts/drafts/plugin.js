// Typed work is safe: what stands in a form is kept on the server, and a session that ends is begun anew in place.
import {waitForSignIn} from './session.js';
import {keepForms} from './forms.js';
import {guardLeaving} from './leaving.js';

/** Tasklist itself keeps forms in clear in the browser, when a session ends and by its button "Save". */
function keepNothingInClear() {
  const clear = key => /^cam(unda-form|Form):/.test(key);
  const {setItem} = Storage.prototype;
  Storage.prototype.setItem = function (key, value) {
    if (!clear(key)) {
      setItem.call(this, key, value);
    }
  };
  Object.keys(localStorage)
    .filter(clear)
    .forEach(key => localStorage.removeItem(key));
}

keepNothingInClear();
waitForSignIn();
keepForms();
guardLeaving();

export default [];
