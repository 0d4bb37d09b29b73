// 关注: whether a person follows a case, as a button of the case's file.
import {html, useEffect, useState} from '/bridge/lib/preact.js';
import {change, read, url} from '../casefile/api.js';

export function Follow({caseNo}) {
  const [following, setFollowing] = useState(null);
  const [problem, setProblem] = useState('');
  const address = url('cases', caseNo, 'following');
  useEffect(() => {
    read(address).then(
      answer => setFollowing(answer.following),
      () => {}
    );
  }, [address]);

  async function toggle() {
    try {
      setFollowing((await change('PUT', address, {following: !following})).following);
      setProblem('');
    } catch (refused) {
      setProblem(refused.message);
    }
  }

  if (following === null) {
    return null;
  }
  return html`<div class="dk-follow-place"><button
      type="button"
      class="btn btn-default btn-sm dk-follow"
      aria-pressed=${following}
      title=${following ? '不再列入“我跟踪的案件”' : '列入“我跟踪的案件”'}
      onClick=${toggle}
    >
      ${following ? '★ 已关注' : '☆ 关注本案'}
    </button>
    ${problem && html`<p class="cf-problem" role="alert">${problem}</p>`}</div>`;
}
