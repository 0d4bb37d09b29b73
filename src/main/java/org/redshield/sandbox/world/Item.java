package org.redshield.sandbox.world;

import java.time.LocalDate;

/**
 * Goods on sale.
 *
 * @param numIid {@code 7}, the shop's number, four digits
 * @param priceFen in fen
 * @param delisted null: still on sale
 */
public record Item(
        long numIid, String title, String category, long priceFen, String sku, LocalDate listed, LocalDate delisted) {}
