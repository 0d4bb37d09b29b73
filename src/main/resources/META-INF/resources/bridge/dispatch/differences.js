// Two texts side by side: what stands in one of them only is marked.

/** Longer ones are not marked: the table of comparison would take too long. */
const MOST = 4_000_000;

/** The texts as parts, [same, text] each. */
export function differences(one, other) {
  const a = [...one];
  const b = [...other];
  if (a.length * b.length > MOST) {
    return [[[true, one]], [[true, other]]];
  }
  // common[i][j]: how many characters the rests from i and j on have in common, in their order.
  const width = b.length + 1;
  const common = new Uint16Array((a.length + 1) * width);
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      common[i * width + j] =
        a[i] === b[j] ? common[(i + 1) * width + j + 1] + 1 : Math.max(common[(i + 1) * width + j], common[i * width + j + 1]);
    }
  }
  const parts = [[], []];
  const add = (side, same, character) => {
    const last = parts[side].at(-1);
    if (last && last[0] === same) {
      last[1] += character;
    } else {
      parts[side].push([same, character]);
    }
  };
  let i = 0;
  let j = 0;
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      add(0, true, a[i++]);
      add(1, true, b[j++]);
    } else if (j === b.length || (i < a.length && common[(i + 1) * width + j] >= common[i * width + j + 1])) {
      add(0, false, a[i++]);
    } else {
      add(1, false, b[j++]);
    }
  }
  return parts;
}
