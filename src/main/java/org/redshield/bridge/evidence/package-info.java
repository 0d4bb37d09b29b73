/** 证据: evidence of a case: what was received, from whom, how, when; the bytes are stored once, by their hash, for ever. */
package org.redshield.bridge.evidence;
