package org.redshield.bridge.indicators.ring;

/**
 * The block is the explanation.
 *
 * @param buyers sorted numbers, as are objects
 * @param orders sorted places in {@link Purchases} of all orders of these buyers at these objects
 */
public record Ring(int[] buyers, int[] objects, int[] orders) {}
