package org.redshield.bridge.indicators.api;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * Finds who brushes together (团伙) in records that several bureaus hold, each in its own cases. It asks
 * nobody whether it may: whoever calls it has the decision of each bureau's head.
 */
public interface RingSearch {

    /** An answer of orders. @param bureau whose it is @param shopId whose orders these are */
    record Source(String requestNo, String bureau, String platform, String shopId) {}

    /**
     * An order of a ring.
     *
     * @param ring from 1
     * @param buyer a name that stands for the account
     * @param object the shop, or a name that stands for the receiver
     */
    record Order(int ring, String bureau, String requestNo, String tid, LocalDate day, String buyer, String object) {}

    /** @param orders at this bureau's shops */
    record Part(String bureau, long orders) {}

    record Shop(String platform, String shopId, long orders) {}

    /**
     * A block that is dense only together; the block is the explanation.
     *
     * @param kind what the buyers have in common
     * @param filled of all pairs of a buyer and an object those with an order, in percent
     * @param shops those with most orders
     * @param shopCount how many there are
     * @param names of the busiest buyers, as they stand for the accounts
     * @param columns the busiest objects
     * @param cells orders by buyer, then by column
     */
    record Ring(
            int ring,
            String kind,
            int buyers,
            int objects,
            int orders,
            int filled,
            LocalDate from,
            LocalDate to,
            List<Part> bureaus,
            List<Shop> shops,
            int shopCount,
            List<String> names,
            List<String> columns,
            List<List<Integer>> cells) {}

    /**
     * The same for the same records and table.
     *
     * @param method name and version of the way it was computed
     * @param parameters the thresholds as the table calls them
     * @param files SHA-256 over the SHA-256 of the sealed files, by bureau
     * @param orders that were looked at
     * @param rings that reach over several bureaus, the one with most orders first; what one bureau can find alone is not among them
     */
    record Found(
            String method,
            String tableVersion,
            Map<String, String> parameters,
            Map<String, String> files,
            long orders,
            List<Ring> rings) {}

    /**
     * Looks, in the caller's transaction.
     *
     * @param alias what stands for an account or a receiver; what they are is told to nobody
     * @param orders is told each order of each ring
     */
    Found across(List<Source> sources, UnaryOperator<String> alias, Consumer<Order> orders);
}
