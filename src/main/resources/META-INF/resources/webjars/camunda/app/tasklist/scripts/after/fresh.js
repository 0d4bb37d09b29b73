// A case that is looked at follows what happens in it: a platform answers, a letter arrives, a colleague is done.
import {useEffect} from '/bridge/lib/preact.js';
import {read, url} from '../casefile/api.js';

const OFTEN = 8000;

/** Under whose hands nothing moves. */
function isBusy(place) {
  const field = document.activeElement;
  return place.contains(field) && field.matches('input, textarea, select');
}

/**
 * Calls back when the case has something new to show; asks only while the page is seen.
 *
 * @param place where the case is shown
 * @param caseNo nothing while it is not known
 */
export function useFreshness(place, caseNo, reload) {
  useEffect(() => {
    const gone = new AbortController();
    let known = null;
    async function look() {
      if (!caseNo || document.visibilityState !== 'visible' || !place.current || isBusy(place.current)) {
        return;
      }
      try {
        const {version} = await read(url('cases', caseNo, 'version'), gone.signal);
        const isNew = known !== null && version !== known;
        known = version;
        if (isNew) {
          reload();
        }
      } catch {
        // It asks again.
      }
    }
    look();
    const timer = setInterval(look, OFTEN);
    return () => {
      clearInterval(timer);
      gone.abort();
    };
  }, [caseNo]);
}
