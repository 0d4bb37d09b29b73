/**
 * 恢复后核对: measures that a platform carries out for us and a restored database does not know. Whoever drafts, approves, issues or
 * sends a measure asks here whether it is one of them, so that nothing is done to a shop twice. See docs/adr/0142-lost-measures.md.
 */
package org.redshield.bridge.disposition.restorecheck;
