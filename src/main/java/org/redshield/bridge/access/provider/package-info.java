/**
 * 统一身份认证: sign-in by an OpenID Connect provider. It says who somebody is, for which organisation and in which roles; accounts are made
 * here and nowhere else. What it says is brought into the engine's identity tables, so that lists, candidate groups, notices
 * and grants read what they always read. Sessions are the engine's own, begun and ended by us. See
 * docs/adr/0071-openid-connect.md.
 */
package org.redshield.bridge.access.provider;
