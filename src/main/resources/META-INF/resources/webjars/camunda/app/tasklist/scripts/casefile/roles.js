// Whether who looks at the file may do something in it; what he may, the server says.
import {useEffect, useState} from '/bridge/lib/preact.js';
import {read, url} from './api.js';

/** Asked once a page: a case's own page knows nobody's roles. */
let asked;

/** Whether he has one of these roles; not, as long as nobody knows. */
export function useRole(...wanted) {
  const [has, setHas] = useState(false);
  useEffect(() => {
    asked ??= read(url('me'));
    asked.then(
      ({roles}) => setHas(roles.some(role => wanted.includes(role))),
      () => (asked = undefined)
    );
  }, []);
  return has;
}
