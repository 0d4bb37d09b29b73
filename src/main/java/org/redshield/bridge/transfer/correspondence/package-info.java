/** 移送函件: what stands between the bureau that hands over and the one that takes: letters, their facts, clocks, what happens. */
package org.redshield.bridge.transfer.correspondence;
