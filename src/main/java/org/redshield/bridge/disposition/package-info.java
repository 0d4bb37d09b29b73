/**
 * 商家处置: a bureau asks the platform in its territory to act against shops, items or orders, watches what was done,
 * and takes it back where an appeal is right.
 *
 * <p>The bureau has no power to act itself; it asks the platform to cooperate (网络交易监督管理办法 art. 34(3)).
 *
 * <p>Rooms, each standing on those before it: {@code plan}, what may be asked; {@code file}, what is kept of it; {@code order},
 * how another cooperation asks for it; {@code restorecheck}, what a restore has lost of it; {@code draft}, up to the letter to the platform; {@code execution}, what the platform
 * does; {@code lift}, appeals, measures taken back, and the end. Above them what sees all: the case file, the report, and
 * what the platform says.
 */
package org.redshield.bridge.disposition;
