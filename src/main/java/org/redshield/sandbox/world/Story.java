package org.redshield.sandbox.world;

import lombok.Getter;
import lombok.RequiredArgsConstructor;

/** What is wrong with a shop; the label that a test compares its findings with. Ordinary shops have none. */
@Getter
@RequiredArgsConstructor
public enum Story {
    /** Fake orders in evening bursts, few receivers, empty parcels under shared waybills, stars within minutes. */
    BRUSHING_RING("刷单团伙"),
    /** Goods under an invented brand at a small part of its price; buyers complain and send back. */
    COUNTERFEIT("售假"),
    /** One credit code shown by shops of operators who have nothing to do with each other. */
    BORROWED_LICENCE("借用执照"),
    /** The registration ended, the orders did not. */
    DEREGISTERED_TRADING("注销后仍经营");

    private final String label;
}
