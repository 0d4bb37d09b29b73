/**
 * Data requests to platforms and what comes back: the gateway interface with its adapters in {@code top} and
 * {@code rest}, the poller, and the loader that brings an answer's files into the case.
 */
package org.redshield.bridge.platform;
