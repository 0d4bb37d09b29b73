/**
 * 恢复防护: numbers that leave the house, and how none of them is ever given twice, not even after the database was restored to an
 * earlier state. {@code SeriesMarks} keeps outside the database how far every series has gone; {@code SentNumbers} has on record what
 * was sent to platforms, before it is sent; {@code PlatformSending} compares both with the database at the start, and holds everything
 * that would be sent while the database is behind, until the operator releases it. See docs/adr/0042-numbers-outside.md.
 */
package org.redshield.bridge.restoreguard;
