/** 期限规则: which kinds of period the law knows, and how each is counted, paused and extended. Plain Java over a calendar. */
package org.redshield.bridge.deadline.rule;
