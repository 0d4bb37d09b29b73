package org.redshield.bridge.indicators;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.redshield.bridge.indicators.ring.Criteria;

/** The criteria of rings as {@code processes/brushing.dmn} has them. */
public final class TableCriteria {

    private static final Thresholds TABLE = table();

    private TableCriteria() {}

    private static Thresholds table() {
        try {
            return Thresholds.read(Files.readAllBytes(Path.of("processes/brushing.dmn")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Shops with the same buyers. */
    public static Criteria sameShops() {
        return TABLE.sameShops();
    }

    /** Receivers with several accounts each. */
    public static Criteria sameReceivers() {
        return TABLE.sameReceivers();
    }
}
