/**
 * 比对: which entry of the business register a shop belongs to, and why. Plain Java: two tables in, a result for each shop out.
 *
 * <pre>
 *  shop ─▶ by code ─▶ by exact name ─▶ one edit apart ─▶ shared rare bigrams      each step only while nothing convinces
 *             └────────────┴─────────────────┴──────────────────┘
 *                                 ▼ candidates
 *              compared field by field: tenths of bits, added up (Fellegi–Sunter)
 *                                 ▼
 *              EXACT | STRONG | WEAK | NONE, each candidate with its contributions
 * </pre>
 *
 * <p>Weights are whole tenths of bits: what a person adds up on paper is what the machine found, on every machine. See
 * docs/adr/0084-reconciliation.md.
 */
package org.redshield.bridge.reconciliation.match;
