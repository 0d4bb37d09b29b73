/** 移送流程: the processes of a transfer, its negotiation and a designation: contracts, steps, forms, and what other features order and report. */
package org.redshield.bridge.transfer.process;
