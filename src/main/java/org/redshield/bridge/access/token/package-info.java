/**
 * Tokens 令牌 by which programs come in: only access tokens, and an account for one subject of one issuer. See
 * docs/adr/0135-tokens-and-subjects.md.
 */
package org.redshield.bridge.access.token;
