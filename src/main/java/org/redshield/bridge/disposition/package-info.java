/**
 * 商家处置: a bureau asks the platform in its territory to act against shops, items or orders, watches what was done,
 * and takes it back where an appeal is right.
 *
 * <p>The bureau has no power to act itself; it asks the platform to cooperate (网络交易监督管理办法 art. 34(3)).
 */
package org.redshield.bridge.disposition;
