/** 工作量: who of a bureau has how much in hand, for its own heads. */
package org.redshield.bridge.oversight.workload;
