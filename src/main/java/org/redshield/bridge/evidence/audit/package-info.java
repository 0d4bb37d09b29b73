/** 证据核验: the log read again from the rows that it stands for, by schedule and on demand, and what was found wrong. */
package org.redshield.bridge.evidence.audit;
