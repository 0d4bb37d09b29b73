package org.redshield.bridge.cases;

/**
 * A feature's contribution of rows that have leaves in the evidence log and leave the bridge with a case's evidence: an
 * organisation's own acts, and what it exchanged with others.
 *
 * @param sql yields {@code kind}, of the leaf, and {@code key}, of the row, for {@code :caseNo} and {@code :tenant}
 */
public record RowsOfCase(String sql) {}
