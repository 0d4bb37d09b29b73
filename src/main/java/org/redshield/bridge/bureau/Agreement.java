package org.redshield.bridge.bureau;

import java.time.LocalDate;
import java.util.Optional;

/**
 * What two organisations agreed on beyond the law, usually a shorter time limit. This is the register of the agreements;
 * the time limit by which clocks run stands in the table of deadlines, {@code processes/deadlines.dmn}.
 *
 * @param id 0 of one that is not stored yet
 * @param partyA a bureau
 * @param partyB a bureau (REPLY) or a platform (DATA, DIRECT)
 * @param dataset for DATA: the name of the dataset it is about
 * @param amount how many of {@code unit}; 0 for SAME_DAY and NONE
 * @param unit WORKING_DAYS, SAME_DAY, MINUTES; NONE for DIRECT, which sets no time limit
 * @param citation the agreement as it is cited to officers, in Chinese
 * @param validFrom first day, Asia/Shanghai
 * @param validTo last day; empty while no end is agreed
 */
public record Agreement(
        long id,
        String partyA,
        String partyB,
        Optional<String> dataset,
        Kind kind,
        int amount,
        String unit,
        String citation,
        LocalDate validFrom,
        Optional<LocalDate> validTo) {

    public enum Kind {
        /** Within which time the two bureaus answer each other's requests. */
        REPLY,
        /** Within which time the platform hands a dataset to the bureau. */
        DATA,
        /** The bureau may ask the platform without the bureau of the platform's seat (网络交易监督管理办法 art. 34). */
        DIRECT
    }

    /** By what an agreement is known: an agreement on the same from another day on is another. */
    public record Key(String partyA, String partyB, Kind kind, Optional<String> dataset, LocalDate validFrom) {}

    public Key key() {
        return new Key(partyA, partyB, kind, dataset, validFrom);
    }
}
