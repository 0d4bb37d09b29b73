/**
 * 密钥: the one door to keys: what signs, hashes, authenticates and encrypts, by {@link org.redshield.bridge.keys.KeyProvider}. Keys lie in
 * files ({@link org.redshield.bridge.keys.FileKeys}); a device that never gives them out is another provider. No other package asks
 * Java for an algorithm.
 */
package org.redshield.bridge.keys;
