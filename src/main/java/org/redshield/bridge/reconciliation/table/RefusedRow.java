package org.redshield.bridge.reconciliation.table;

/**
 * What is wrong with a row.
 *
 * @param file {@code shops} or {@code registry}
 * @param line of the file on which the row ends, the header's being 1
 * @param field as its column is named; empty where it is the whole row
 * @param reason in Chinese, with whether the row was kept
 */
public record RefusedRow(String file, long line, String field, String reason) {}
