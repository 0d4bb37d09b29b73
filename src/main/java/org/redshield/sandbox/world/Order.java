package org.redshield.sandbox.world;

import java.time.LocalDateTime;
import java.util.List;

/**
 * An order with one sub-order. Times are Chinese local time, amounts fen; a time that has not come is null.
 *
 * @param tid {@code 4}, the shop's number, the day since 1970, the number within the day
 * @param brushed the truth, which no dataset shows
 */
public record Order(
        Shop shop,
        Item item,
        long tid,
        long day,
        int index,
        boolean brushed,
        int num,
        long totalFen,
        long discountFen,
        long postFen,
        Status status,
        LocalDateTime created,
        LocalDateTime paid,
        LocalDateTime consigned,
        LocalDateTime ended,
        Buyer buyer,
        String sellerMemo) {

    /** Trade states of the Taobao Open Platform. */
    public enum Status {
        TRADE_FINISHED,
        TRADE_CLOSED,
        TRADE_CLOSED_BY_TAOBAO,
        WAIT_SELLER_SEND_GOODS,
        WAIT_BUYER_CONFIRM_GOODS
    }

    /** The one who ordered and receives. The mobile number begins with 120, which no network has. */
    public record Buyer(String openUid, String nick, String name, Place address, String mobile) {}

    /** What the carrier knows; {@code kilograms} as weighed at collection. */
    public record Parcel(String waybill, String carrier, String status, double kilograms, List<Trace> traces) {}

    /** A scan of the parcel. */
    public record Trace(LocalDateTime time, String description, String action) {}

    /** @param result good, neutral or bad */
    public record Review(String result, String content, LocalDateTime created, String reply) {}

    /** @param returnWaybill null: nothing was sent back */
    public record Refund(
            long id,
            String reason,
            long feeFen,
            String status,
            String returnWaybill,
            LocalDateTime created,
            String disputeType) {}

    public long paymentFen() {
        return totalFen - discountFen + postFen;
    }
}
