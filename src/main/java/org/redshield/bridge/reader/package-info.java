/**
 * 上传表格的读取: whatever table people upload is read by a process of its own, with limits ({@link
 * org.redshield.bridge.reader.table.ReadingLimits}), never in the bridge. {@link org.redshield.bridge.reader.Readers} opens one; what is
 * in its cells only its feature knows.
 */
package org.redshield.bridge.reader;
