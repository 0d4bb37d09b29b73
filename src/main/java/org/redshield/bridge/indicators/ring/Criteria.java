package org.redshield.bridge.indicators.ring;

/**
 * When a dense block is called a ring.
 *
 * @param window days that are looked at together
 * @param buyers at least so many, also of each shop or receiver
 * @param objects shops or receivers, at least so many, for each buyer on average
 * @param ordersPerBuyer on average, at least so many in the window
 * @param lift an object belongs to a ring when the ring ordered there so many times as often as buyers with as many orders would by
 *     chance; 0 does not ask
 */
public record Criteria(int window, int buyers, int objects, int ordersPerBuyer, int lift) {}
