// Whether people sign in at a provider. Where they do, the bridge answers with the other word in place of this file.
export const provider = false;
