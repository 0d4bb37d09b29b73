// Where people sign in at a provider: that is done in a window of its own, while the page waits with all that was typed.
import {html, render, useEffect, useRef, useState} from '/bridge/lib/preact.js';
import {address, toSignIn} from '../../../../../bridge/provided.js';

const UNREACHABLE = '暂时连不上服务器，请稍后再试。';

function open(another) {
  window.open(address(`/sign-in?to=${encodeURIComponent(address('/signed-in'))}${another ? '&another=true' : ''}`), '_blank');
}

function SignInElsewhere({person, why, whoIsThere, onSignedIn}) {
  const dialog = useRef(null);
  const [problem, setProblem] = useState(null);
  useEffect(() => {
    dialog.current.showModal();
    async function look() {
      try {
        const somebody = await whoIsThere();
        if (somebody === person) {
          onSignedIn();
        } else if (somebody) {
          setProblem(`现在登录的是 ${somebody}。请由 ${person} 重新登录，才能接着办理。`);
        }
      } catch {
        setProblem(UNREACHABLE);
      }
    }
    // Told by the other window; and where a browser keeps windows apart, looked for when the person comes back.
    const told = new BroadcastChannel('bridge-signed-in');
    told.onmessage = look;
    window.addEventListener('focus', look);
    return () => {
      told.close();
      window.removeEventListener('focus', look);
    };
  }, []);
  return html`<dialog
    ref=${dialog}
    class="dr-sign-in"
    aria-label=${why}
    onCancel=${event => event.preventDefault()}
  >
    <h4>${why}</h4>
    <p>表单中的内容都还在。在新窗口中重新登录后，刚才的操作接着进行。</p>
    <p>用户：<strong>${person}</strong></p>
    ${problem && html`<p class="cf-problem" role="alert">${problem}</p>`}
    <div class="dr-buttons">
      <button type="button" class="btn btn-primary" onClick=${() => open(problem)}>登录并继续</button>
      <button type="button" class="btn btn-link" onClick=${() => location.replace(`${toSignIn()}&another=true`)}>
        由其他人员登录
      </button>
    </div>
  </dialog>`;
}

/**
 * Asks the same person to sign in again in another window; resolves when he has.
 *
 * @param whoIsThere asks the server whom it knows
 */
export function askElsewhere(person, why, whoIsThere) {
  const place = document.createElement('div');
  document.body.append(place);
  return new Promise(resolve => {
    const done = () => {
      render(null, place);
      place.remove();
      resolve();
    };
    render(
      html`<${SignInElsewhere} person=${person} why=${why} whoIsThere=${whoIsThere} onSignedIn=${done} />`,
      place
    );
  });
}
