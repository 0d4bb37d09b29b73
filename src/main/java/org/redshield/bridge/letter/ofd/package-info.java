/**
 * 版式文件: the second rendition of a sealed letter: OFD (GB/T 33190) with an electronic seal (GB/T 38540). It is told from the sealed PDF and
 * made by a process of its own, {@code src/ofd}, whose libraries and whose Bouncy Castle the bridge does not have.
 *
 * <pre>
 *   sealed PDF ─▶ Drawing: text, lines, cut fonts ─▶ OfdProcess ══ a line ══▶ org.redshield.ofd ─▶ OFD
 *                                         SM2 key ◀═══ what is to be signed ══╛
 * </pre>
 *
 * <p>Knows PDF files, fonts and seals, and nothing of letters. See docs/adr/0070-ofd.md.
 */
package org.redshield.bridge.letter.ofd;
