/**
 * 函件文书: the sealed file of each letter: made right after the letter was issued, or when somebody asks for it first, and made once.
 *
 * <pre>
 *   issue: letter + letter_unsealed, one transaction
 *      │ signal                                        ┌─ key away: the row stays, its sender's rows wait a while
 *      ▼                                               │
 *   take the row (skip locked) ─▶ key ─▶ page ─▶ PDF ─▶ seal ─▶ bytes into the evidence's store
 *                                                               ─▶ letter_document + its leaf, letter_unsealed gone
 * </pre>
 *
 * <p>All of that is one transaction: a node that dies anywhere in it leaves the row, and at most bytes that nothing names. See
 * docs/adr/0062-sealed-letters.md.
 *
 * <p>Where the sender has OFD, the same statement that writes {@code letter_document} writes {@code letter_ofd_due}, which is worked off
 * likewise, after it and by itself: {@code letter_ofd} and its leaf. See docs/adr/0070-ofd.md.
 */
package org.redshield.bridge.letter.document;
