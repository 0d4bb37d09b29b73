package org.redshield.bridge.indicators.ring;

/**
 * Orders as columns of numbers, by day: order {@code i} was placed on {@code day[i]} by {@code buyer[i]} at {@code object[i]}, a
 * shop or a receiver. Buyers and objects are numbered from 0 each.
 */
public record Purchases(int buyers, int objects, int[] buyer, int[] object, int[] day) {

    public Purchases {
        if (buyer.length != object.length || buyer.length != day.length) {
            throw new IllegalArgumentException("Columns of different length");
        }
        for (int order = 1; order < day.length; order++) {
            if (day[order] < day[order - 1]) {
                throw new IllegalArgumentException("Not in the order of days");
            }
        }
    }

    public int size() {
        return day.length;
    }
}
