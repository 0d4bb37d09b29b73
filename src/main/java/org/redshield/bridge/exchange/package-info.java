/** 机构间交换: envelopes and receipts between organisations: the only way in which one organisation's process moves another's. */
package org.redshield.bridge.exchange;
