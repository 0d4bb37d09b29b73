package org.redshield.sandbox.files;

import java.time.LocalDate;
import java.util.List;
import org.redshield.sandbox.world.Item;
import org.redshield.sandbox.world.Order;
import org.redshield.sandbox.world.Shop;

/**
 * Whose rows an answer holds.
 *
 * @param numIid only this item, null: all
 * @param tid only this order, null: all
 * @param from first day an order may have been created on
 * @param to last such day
 */
public record Scope(List<Shop> shops, Long numIid, Long tid, LocalDate from, LocalDate to) {

    boolean holds(Item item) {
        return numIid == null || numIid == item.numIid();
    }

    boolean holds(Order order) {
        return holds(order.item()) && (tid == null || tid == order.tid());
    }
}
