/**
 * Data requests to platforms and what comes back: the gateway interface with its Taobao adapter in {@code top}, the
 * poller, and the loader that brings an answer's files into the case.
 */
package org.redshield.bridge.platform;
