/**
 * Clues and filed cases change hands 移送: who is competent, the letter, its receipts, what the receiver makes of it.
 *
 * <p>Rooms: {@code jurisdiction} says who is competent, {@code correspondence} what both sides share, {@code sending} and {@code
 * handling} are the two sides, {@code process} takes their forms and steps.
 */
package org.redshield.bridge.transfer;
