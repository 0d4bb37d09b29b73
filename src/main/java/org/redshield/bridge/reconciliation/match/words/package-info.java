/** 名称和地址: what is written, read as names, places, addresses and codes that can be compared. */
package org.redshield.bridge.reconciliation.match.words;
