/** 证据日志: the log of evidence: leaves, the tree over them, its signed and time-stamped heads. */
package org.redshield.bridge.evidence.log;
