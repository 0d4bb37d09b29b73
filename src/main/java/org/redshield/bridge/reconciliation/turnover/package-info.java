/** 经营者合并: what no shop tells alone: whose shops are whose, one code of several traders, and what a trader turns over on all platforms. */
package org.redshield.bridge.reconciliation.turnover;
