/**
 * 线索批量导入: reports in bulk: a file of many rows becomes clues that wait to be dispatched ({@code RECEIVED}), without a process.
 *
 * <pre>
 *   POST /api/clues/imports ─▶ clue_import, clue_import_part ─▶ leased work, a chunk of 1,000 rows a commit:
 *      read (CSV, JSON lines, XLSX) ─▶ columns by the source's mapping ─▶ checked ─▶ triage ─▶ clue, or refusal
 * </pre>
 *
 * <p>How far an import has come stands in the transaction of its rows, so that after a kill another node goes on behind them. A
 * source's number is imported once ({@code clue_import_key}): with the same content it is a duplicate, with other content the
 * clue changes and its case says how. See docs/adr/0080-bulk-intake.md.
 */
package org.redshield.bridge.clues.intake;
