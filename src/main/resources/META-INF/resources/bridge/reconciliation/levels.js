// How sure a match is, as an officer reads it.
export const LEVELS = {EXACT: '代码名称完全一致', STRONG: '基本确定', WEAK: '需要认定', NONE: '查无登记'};
