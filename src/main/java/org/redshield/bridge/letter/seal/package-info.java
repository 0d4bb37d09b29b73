/**
 * 电子印章: seals on letters: whose key, how the seal looks and where it stands, the signature, and whether one is good. Knows PDF files and
 * organisations, and nothing of letters. {@code ElectronicSeal} is what {@code letter.ofd} puts on its files. See
 * docs/adr/0062-sealed-letters.md.
 */
package org.redshield.bridge.letter.seal;
