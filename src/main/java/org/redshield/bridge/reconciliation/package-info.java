/**
 * 涉网主体比对: a platform's shops against the business register. Two tables come in and are kept as they are; the shops are taken in
 * parts, each a leased row that any node may work on; each shop gets a level, an entry, the contribution of every field and what is
 * wrong. {@link org.redshield.bridge.reconciliation.match} finds the entry; this folder reads, keeps and shows. What is not
 * sure persons decide ({@code Reviews}), and what is wrong becomes clues of the competent bureaus ({@code DiscrepancyClues}).
 */
package org.redshield.bridge.reconciliation;
