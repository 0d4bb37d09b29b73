/** 比对数据表: tables as they come, of shops and of entries: which columns they need, what is wrong with a row, and what changed since an extract. */
package org.redshield.bridge.reconciliation.table;
