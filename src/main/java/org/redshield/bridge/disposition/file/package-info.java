/** 处置档案: what every room keeps and reads: dispositions with their targets, their states, their record and their kinds of letter. */
package org.redshield.bridge.disposition.file;
