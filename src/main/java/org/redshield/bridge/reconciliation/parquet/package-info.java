/**
 * Tables in Parquet. What is in such a file only its library finds out, DuckDB, which is native code and takes memory outside the heap:
 * {@code ParquetReader} is a process of its own that tells rows line by line, {@code ParquetTable} starts it, listens and ends it.
 */
package org.redshield.bridge.reconciliation.parquet;
