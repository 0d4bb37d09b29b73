/**
 * 上传表格的内容和限度: what is told of a table that people upload, row by row, how it is said between the bridge and the process that
 * reads, and the limits of both.
 */
package org.redshield.bridge.reader.table;
