/**
 * Checks an exported evidence package offline, for people who do not trust the bridge. A program of its own: it shares no
 * code with the bridge, and needs Java and Bouncy Castle only. The format is described in docs/evidence.md.
 */
package org.redshield.verifier;
