/** 证据存储: where the content of evidence lies, written once and read by its hash. */
package org.redshield.bridge.evidence.store;
